import type { Body } from './fields';
import { byteLength, charLength, isObject, optionalText, Refusal } from './fields';

/** Types that are sent back on a tap, so that the app needs a callback URL. */
const interactive = ['button_interaction', 'vote_interaction', 'multiple_interaction'];
const cardTypes = ['text_notice', 'news_notice', ...interactive];
const taskIdForm = /^[0-9A-Za-z_\-@]+$/;

export function needsCallback(card: Body): boolean {
  return interactive.includes(String(card.card_type)) || card.action_menu !== undefined;
}

function within(text: string | undefined, chars: number, errcode: number, name: string): void {
  if (text !== undefined && charLength(text) > chars) throw new Refusal(errcode, `${name} exceed max length ${chars}`);
}

function objects(value: unknown, errcode: number, name: string): Body[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isObject)) throw new Refusal(errcode, `invalid ${name}`);
  return value;
}

function checkTitle(card: Body): void {
  const title = isObject(card.main_title) ? card.main_title : {};
  const text = optionalText(title, 'title');
  const needed = card.card_type !== 'text_notice' || optionalText(card, 'sub_title_text') === undefined;
  if (needed && !text) throw new Refusal(42028, 'missing main_title.title');
  within(text, card.card_type === 'vote_interaction' ? 16 : 36, 42028, 'main_title.title');
  within(optionalText(title, 'desc'), 44, 42028, 'main_title.desc');
  within(optionalText(card, 'sub_title_text'), 160, 42031, 'sub_title_text');
}

function checkRows(card: Body): void {
  const rows = objects(card.horizontal_content_list, 42035, 'horizontal_content_list');
  if (rows.length > 6) throw new Refusal(42035, 'horizontal_content_list exceed 6');
  for (const row of rows) {
    if (!optionalText(row, 'keyname')) throw new Refusal(42036, 'missing keyname');
    within(optionalText(row, 'keyname'), 5, 42036, 'keyname');
    within(optionalText(row, 'value'), 30, 42036, 'value');
    if (row.type === 1 && !isWebAddress(row.url)) throw new Refusal(42036, 'invalid url');
  }
}

function isWebAddress(url: unknown): boolean {
  return typeof url === 'string' && /^https?:\/\//.test(url) && byteLength(url) <= 2048;
}

function checkButtons(card: Body): void {
  const buttons = objects(card.button_list, 42038, 'button_list');
  if (buttons.length < 1 || buttons.length > 6) throw new Refusal(42038, 'button_list should hold 1 to 6');
  const keys = buttons.filter((button) => (button.type ?? 0) === 0).map((button) => optionalText(button, 'key') ?? '');
  if (keys.some((key) => key === '' || byteLength(key) > 1024)) throw new Refusal(42039, 'invalid button key');
  if (new Set(keys).size !== keys.length) throw new Refusal(42039, 'button key repeated');
  for (const button of buttons) {
    if (!optionalText(button, 'text')) throw new Refusal(42040, 'missing button text');
    within(optionalText(button, 'text'), 10, 42040, 'button text');
    if (button.type === 1 && !isWebAddress(button.url)) throw new Refusal(42040, 'invalid button url');
  }
}

function checkCardAction(card: Body): void {
  const required = card.card_type === 'text_notice' || card.card_type === 'news_notice';
  if (card.card_action === undefined && !required) return;
  const action = isObject(card.card_action) ? card.card_action : {};
  const type = action.type ?? (required ? undefined : 0);
  if (type !== 1 && type !== 2 && !(type === 0 && !required)) throw new Refusal(42045, 'invalid card_action');
  if (type === 1 && !isWebAddress(action.url)) throw new Refusal(42045, 'invalid card_action.url');
}

function checkMenu(card: Body): void {
  if (card.action_menu === undefined) return;
  const menu = isObject(card.action_menu) ? card.action_menu : {};
  const actions = objects(menu.action_list, 42050, 'action_list');
  if (actions.length < 1 || actions.length > 3) throw new Refusal(42050, 'action_list should hold 1 to 3');
  const keys = actions.map((action) => optionalText(action, 'key') ?? '');
  if (keys.includes('') || new Set(keys).size !== keys.length)
    throw new Refusal(42051, 'action key repeated or missing');
}

/** Checks a template_card's fields (wecom-core §4.3, §4.4); the numbers between 42027 and 42051 name the field. */
export function checkCard(card: Body): void {
  if (!cardTypes.includes(String(card.card_type))) throw new Refusal(42027, 'invalid card_type');
  checkTitle(card);
  checkRows(card);
  checkMenu(card);
  checkCardAction(card);
  if (isObject(card.source)) within(optionalText(card.source, 'desc'), 20, 42029, 'source.desc');
  if (card.card_type === 'button_interaction') checkButtons(card);
}

/** The task_id of a card to be sent: 42014 when it is illegal, missing where it is needed, or used before. */
export function readTaskId(card: Body, used: Set<string>): string | undefined {
  const taskId = optionalText(card, 'task_id') || undefined;
  if (taskId === undefined && !needsCallback(card)) return undefined;
  if (taskId === undefined || !taskIdForm.test(taskId) || byteLength(taskId) > 128) {
    throw new Refusal(42014, 'invalid task_id');
  }
  if (used.has(taskId)) throw new Refusal(42014, 'task_id repeated');
  return taskId;
}
