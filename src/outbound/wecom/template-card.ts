import type { InteractionCard } from '../../kernel/ports';
import { CareError } from '../../kernel/errors';
import { atMostBytes, atMostCharacters, atMostItems, notEmpty } from './limits';

const taskIdForm = /^[0-9A-Za-z_\-@]{1,128}$/;

/** A new card of type button_interaction (wecom-core §4.4). */
export function newCardJson(card: InteractionCard): object {
  if (!taskIdForm.test(card.taskId)) {
    throw new CareError('bad_card', `card task id ${card.taskId}: use 1 to 128 of 0-9 A-Z a-z _ - @`, { status: 422 });
  }
  return { ...cardJson(card), task_id: card.taskId };
}

/** The card that takes an older one's place: no task id, and its buttons may be greyed under one text. */
export function replacementCardJson(card: Omit<InteractionCard, 'taskId'> & { replaceText?: string }): object {
  return { ...cardJson(card), replace_text: card.replaceText };
}

function cardJson(card: Omit<InteractionCard, 'taskId'>): object {
  checkLimits(card);
  return {
    card_type: 'button_interaction',
    source: card.sourceText === undefined ? undefined : { desc: card.sourceText, desc_color: 0 },
    main_title: { title: card.title, desc: card.titleNote },
    sub_title_text: card.text,
    horizontal_content_list: card.rows?.map((row) =>
      row.url === undefined
        ? { keyname: row.key, value: row.value }
        : { type: 1, keyname: row.key, value: row.value, url: row.url },
    ),
    card_action: card.url === undefined ? undefined : { type: 1, url: card.url },
    button_list: card.buttons.map((button) => ({ text: button.text, style: button.style ?? 1, key: button.key })),
  };
}

/** What WeCom refuses with a bare number (42027 to 42051) or cuts. */
function checkLimits(card: Omit<InteractionCard, 'taskId'>): void {
  notEmpty('title of the card', card.title);
  atMostCharacters('title of the card', 36, card.title);
  atMostCharacters('title note of the card', 44, card.titleNote);
  atMostCharacters('text of the card', 160, card.text);
  atMostCharacters('source of the card', 20, card.sourceText);
  atMostItems('rows of the card', 6, card.rows);
  for (const row of card.rows ?? []) {
    atMostCharacters(`key ${row.key} of a card row`, 5, row.key);
    atMostCharacters(`value of the card row ${row.key}`, 30, row.value);
  }
  notEmpty('buttons of the card', card.buttons);
  atMostItems('buttons of the card', 6, card.buttons);
  for (const button of card.buttons) {
    atMostCharacters('text of a card button', 10, button.text);
    atMostBytes('key of a card button', 1024, button.key);
  }
  if (new Set(card.buttons.map((button) => button.key)).size < card.buttons.length) {
    throw new CareError('bad_card', 'card buttons: two share one key; give each its own', { status: 422 });
  }
}
