import { type DataSource, type EntityManager, Like } from 'typeorm';
import { civilDay, civilMinutes } from '../../kernel/calendar';
import { CareError, WecomError } from '../../kernel/errors';
import { playTitle } from '../../kernel/play-titles';
import type { Clock, Instant, InteractionCard, WecomPlatform } from '../../kernel/ports';
import { AppMessage } from '../../model/app-message';
import { Touch } from '../../model/touch';
import type { RepMessages } from './app-messages';
import type { OutreachLogger } from './needs';
import type { RepActs } from './rep-acts';
import type { ActAnswer } from './send-check';
import { shorten } from './rep-text';
import type { TaskLinks } from './task-link';
import { answers, cardTexts, spokenDay } from './texts';
import type { TodayItem, TodayList } from './today-list';
import type { TouchLedger } from './touch-ledger';

export type Apply = (manager: EntityManager) => Promise<void>;

export interface CardClick {
  repUserId: string;
  taskId: string;
  /** Key of the button. */
  key: string;
  /** For one update of the card, within 72 h. */
  responseCode: string;
  at?: Instant;
}

const cardActs = ['send', 'sent', 'postpone', 'skip'] as const;
type CardAct = (typeof cardActs)[number];

const keyPrefix = 'touch:';
/** 60140: used or expired; 82102: the card is not this rep's. Then the card stays as it is, and nothing is lost. */
const cardIsGone = [60140, 82101, 82102, 42015];
const dayMs = 86_400_000;

/** One touch as a card in the app's chat, when a rep asks for it; its buttons do what the task list does. */
export class TouchCards {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      wecom: Pick<WecomPlatform, 'replaceCard'>;
      clock: Clock;
      zone: string;
      acts: RepActs;
      today: TodayList;
      links: TaskLinks;
      messages: RepMessages;
      ledger: TouchLedger;
      logger: OutreachLogger;
    },
  ) {}

  cardFor(item: TodayItem, counter: number): InteractionCard {
    return { ...this.face(item), taskId: `touch-${item.touch.id}-${counter}`, text: shorten(item.text, 110) };
  }

  /** Puts the card into the rep's chat and the touch into the rep's hands. Call `itemFor` of the list first. */
  async offerCard(manager: EntityManager, item: TodayItem, repUserId: string): Promise<void> {
    const earlier = await manager.countBy(AppMessage, { id: Like(`touch-${item.touch.id}-%`) });
    const card = this.cardFor(item, earlier + 1);
    const notAfter = Math.min(item.touch.notAfter, this.options.clock.now() + dayMs);
    await this.options.messages.say(manager, { id: card.taskId, repUserId, body: { kind: 'card', card }, notAfter });
    await this.options.ledger.move(manager, {
      touchIds: [item.touch.id],
      from: ['planned'],
      set: { state: 'offered', offeredAt: this.options.clock.now() },
    });
  }

  /** Does what the button says, then shows it on the card. Both may come twice. */
  async onCardClick(click: CardClick): Promise<Apply> {
    const touchId = /^touch-([0-9a-z]+)-\d+$/i.exec(click.taskId)?.[1];
    const act = cardActs.find((name) => click.key === `${keyPrefix}${name}`);
    if (touchId === undefined || act === undefined) return nothing;
    const answer = await this.perform(act, touchId, click.repUserId);
    await this.show(click, touchId, act, answer);
    return nothing;
  }

  private async perform(act: CardAct, touchId: string, repUserId: string): Promise<ActAnswer> {
    const { acts } = this.options;
    const verbs: Record<CardAct, () => Promise<ActAnswer>> = {
      send: () => acts.send(touchId, repUserId),
      sent: () => acts.markSent(touchId, repUserId),
      postpone: () => acts.postponeToNextDay(touchId, repUserId),
      skip: () => acts.skip(touchId, repUserId, cardTexts.skipReason),
    };
    try {
      return await verbs[act]();
    } catch (error) {
      if (!(error instanceof CareError)) throw error;
      return { state: 'offered', message: error.message, done: false };
    }
  }

  private async show(click: CardClick, touchId: string, act: CardAct, answer: ActAnswer): Promise<void> {
    const touch = await this.options.dataSource.manager.findOneBy(Touch, { id: touchId });
    if (touch === null || click.responseCode === '') return;
    const isTheirs = touch.repUserId === click.repUserId;
    const face = isTheirs
      ? this.face(await this.options.today.itemFor(click.repUserId, touchId))
      : { sourceText: cardTexts.source, title: answers.notYours, buttons: this.buttons() };
    const replaceText = answer.done ? cardTexts.done[act] : cardTexts.done.failed;
    try {
      const card = { ...face, text: shorten(answer.message, 110), replaceText };
      await this.options.wecom.replaceCard(click.responseCode, [click.repUserId], card);
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      const level = cardIsGone.includes(error.errcode) ? 'info' : 'warn';
      this.options.logger[level]({ touchId, errcode: error.errcode }, 'a card was not updated');
    }
  }

  private face(item: TodayItem): Omit<InteractionCard, 'taskId'> {
    const { touch } = item;
    return {
      sourceText: cardTexts.source,
      title: shorten(`${item.customerName} · ${playTitle(touch.play)}`, 26),
      titleNote: shorten(item.why, 30),
      rows: [{ key: cardTexts.until, value: this.spokenUntil(touch) }],
      url: this.options.links.linkFor(touch.repUserId ?? ''),
      buttons: this.buttons(),
    };
  }

  private spokenUntil(touch: Touch): string {
    const { zone } = this.options;
    const minutes = civilMinutes(touch.notAfter, zone);
    const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return `${spokenDay(civilDay(touch.notAfter, zone))} ${time} 前`;
  }

  private buttons(): InteractionCard['buttons'] {
    return [
      { text: cardTexts.send, style: 1, key: `${keyPrefix}send` },
      { text: cardTexts.sent, style: 4, key: `${keyPrefix}sent` },
      { text: cardTexts.postpone, style: 4, key: `${keyPrefix}postpone` },
      { text: cardTexts.skip, style: 2, key: `${keyPrefix}skip` },
    ];
  }
}

const nothing: Apply = async () => undefined;
