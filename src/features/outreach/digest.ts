import { createHash } from 'node:crypto';
import { type DataSource, type EntityManager, In, LessThanOrEqual, Like, MoreThan } from 'typeorm';
import { civilDay, civilMinutes, instantAt, parseMinutes } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { playTitle } from '../../kernel/play-titles';
import type { AppMessageBody, CivilDay, Clock, Instant } from '../../kernel/ports';
import { AppMessage } from '../../model/app-message';
import { Rep } from '../../model/rep';
import { Touch } from '../../model/touch';
import type { RepMessages } from './app-messages';
import { digestMarkdown, plain } from './digest-text';
import type { OutreachLogger } from './needs';
import { isQuiet } from './quiet-hours';
import type { TaskLinks } from './task-link';
import { digestTexts, unnamedCustomer } from './texts';
import type { TodayList } from './today-list';
import type { TouchLedger } from './touch-ledger';

const minuteMs = 60_000;

function repHash(repUserId: string): string {
  return createHash('sha256').update(repUserId).digest('hex').slice(0, 20);
}

/** A rep's own minute and second between the two times, every day the same, never at :00 or :30. */
export function digestSlot(
  repUserId: string,
  window: { from: string; to: string },
): { minutes: number; seconds: number } {
  const from = parseMinutes(window.from) ?? 0;
  const to = Math.max(parseMinutes(window.to) ?? from, from + 1);
  const minutes = Array.from({ length: to - from }, (_, index) => from + index).filter((minute) => minute % 30 !== 0);
  const number = createHash('sha256').update(`slot ${repUserId}`).digest().readUInt32BE(0);
  return { minutes: minutes[number % minutes.length] ?? from, seconds: Math.floor(number / 65_536) % 60 };
}

/** The one message of the morning to each rep with something to do: who, why, and a link to the list. */
export class RepDigests {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      zone: string;
      settings: CareSettings;
      messages: RepMessages;
      today: TodayList;
      links: TaskLinks;
      ledger: TouchLedger;
      logger: OutreachLogger;
    },
  ) {}

  /** Writes the digests whose minute has come, and, later in the day, tells of what became due since. */
  async sendDue(): Promise<{ digests: number; more: number }> {
    const { clock, zone, settings } = this.options;
    const now = clock.now();
    const day = civilDay(now, zone);
    const told = { digests: 0, more: 0 };
    // At :00 and :30 everybody pushes, and WeCom asks to stay away.
    if (now >= instantAt(day, settings.repDay.digestUntil, zone) || civilMinutes(now, zone) % 30 === 0) return told;
    for (const rep of await this.repsWithWork(day, now)) {
      if (now < this.slotOf(rep.repUserId, day)) continue;
      const said = await this.tell(rep, day, now);
      if (said !== null) told[said] += 1;
    }
    if (told.digests + told.more > 0) this.options.logger.info({ day, ...told }, 'reps were told of their day');
    return told;
  }

  private slotOf(repUserId: string, day: CivilDay): Instant {
    const { digestFrom: from, digestTo: to } = this.options.settings.repDay;
    const { minutes, seconds } = digestSlot(repUserId, { from, to });
    return instantAt(day, minutes, this.options.zone) + seconds * 1000;
  }

  private async repsWithWork(day: CivilDay, now: Instant): Promise<Rep[]> {
    const rows = await this.options.dataSource
      .createQueryBuilder(Touch, 'touch')
      .select('touch.repUserId', 'repUserId')
      .where({ state: In(['planned', 'offered']), dueOn: LessThanOrEqual(day), notAfter: MoreThan(now) })
      .andWhere("touch.repUserId is not null and touch.path <> 'welcome'")
      .groupBy('touch.repUserId')
      .getRawMany<{ repUserId: string }>();
    const reps: Rep[] = [];
    for (let start = 0; start < rows.length; start += 500) {
      const repUserId = In(rows.slice(start, start + 500).map((row) => row.repUserId));
      reps.push(...(await this.options.dataSource.manager.findBy(Rep, { repUserId, active: true })));
    }
    return reps;
  }

  private async tell(rep: Rep, day: CivilDay, now: Instant): Promise<'digests' | 'more' | null> {
    const { dataSource } = this.options;
    const digestId = `digest-${day}-${repHash(rep.repUserId)}`;
    if (!(await dataSource.manager.existsBy(AppMessage, { id: digestId }))) {
      const work = await this.workOf(rep.repUserId, (touch) => touch.massSendId === null);
      if (work.suggestions.length + work.massSends.length === 0) return null;
      const count = customersOf(work.suggestions);
      const hello = digestTexts.hello(plain(rep.name), Math.floor(civilMinutes(now, this.options.zone) / 60));
      const headline = count > 0 ? digestTexts.greeting(hello, count) : digestTexts.onlyMassSends(hello);
      return (await this.say(rep, digestId, headline, work, day)) ? 'digests' : null;
    }
    if (!(await this.mayTellMore(rep.repUserId, day, now))) return null;
    const fresh = await this.workOf(rep.repUserId, (touch) => touch.state === 'planned' && touch.path === 'suggestion');
    if (fresh.suggestions.length === 0) return null;
    const id = `more-${day}-${repHash(rep.repUserId)}-${Math.floor(now / minuteMs)}`;
    const headline = digestTexts.more(customersOf(fresh.suggestions));
    return (await this.say(rep, id, headline, fresh, day)) ? 'more' : null;
  }

  /** At most one push in half an hour, in open hours. */
  private async mayTellMore(repUserId: string, day: CivilDay, now: Instant): Promise<boolean> {
    const { dataSource, settings, zone } = this.options;
    if (isQuiet(now, settings.quietHours, zone)) return false;
    const since = MoreThan(now - settings.repDay.pushPauseMinutes * minuteMs);
    const mine = ['digest', 'more'].map((kind) => ({
      id: Like(`${kind}-${day}-${repHash(repUserId)}%`),
      createdAt: since,
    }));
    return !(await dataSource.manager.exists(AppMessage, { where: mine }));
  }

  private async workOf(repUserId: string, include: (touch: Touch) => boolean): Promise<Work> {
    const { items } = await this.options.today.todayFor(repUserId);
    const touches = items.map((item) => item.touch).filter((touch) => isOpen(touch) && include(touch));
    const names = new Map(items.map((item) => [item.touch.id, item.customerName]));
    return {
      names,
      suggestions: touches.filter((touch) => touch.path === 'suggestion'),
      massSends: touches.filter((touch) => touch.path === 'mass-send'),
    };
  }

  /** The message and the touches that it offers, in one transaction: told is offered. */
  private say(rep: Rep, id: string, headline: string, work: Work, day: CivilDay): Promise<boolean> {
    const { dataSource, messages, settings, zone } = this.options;
    const body = { kind: 'markdown', markdown: this.markdown(rep.repUserId, headline, work) } as const;
    const notAfter = instantAt(day, settings.repDay.digestUntil, zone);
    return dataSource.transaction(async (manager) => {
      const said = await messages.say(manager, { id, repUserId: rep.repUserId, body, notAfter });
      if (said) await this.offer(manager, work.suggestions);
      return said;
    });
  }

  /** The answer to 今天: the same list, at any hour. Writing it puts its touches into the rep's hands. */
  async answerToday(
    repUserId: string,
  ): Promise<{ body: AppMessageBody; offer: (manager: EntityManager) => Promise<void> }> {
    const work = await this.workOf(repUserId, () => true);
    if (work.suggestions.length + work.massSends.length === 0) {
      return { body: { kind: 'text', text: digestTexts.nothing }, offer: async () => undefined };
    }
    const markdown = this.markdown(repUserId, digestTexts.today(customersOf(work.suggestions)), work);
    return {
      body: { kind: 'markdown', markdown },
      offer: async (manager) => void (await this.offer(manager, work.suggestions)),
    };
  }

  private markdown(repUserId: string, headline: string, { names, suggestions, massSends }: Work): string {
    const { settings, links } = this.options;
    return digestMarkdown({
      headline,
      lines: suggestions.map((touch) => ({
        name: names.get(touch.id) ?? unnamedCustomer,
        play: playTitle(touch.play),
        why: touch.why,
      })),
      massSends:
        massSends.length === 0
          ? null
          : {
              texts: new Set(massSends.map((one) => one.text)).size,
              customers: massSends.length,
              from: settings.quietHours.to,
            },
      url: links.linkFor(repUserId),
    });
  }

  private offer(manager: EntityManager, touches: Touch[]): Promise<Touch[]> {
    return this.options.ledger.move(manager, {
      touchIds: touches.map((touch) => touch.id),
      from: ['planned'],
      set: { state: 'offered', offeredAt: this.options.clock.now() },
    });
  }
}

interface Work {
  names: Map<string, string>;
  suggestions: Touch[];
  massSends: Touch[];
}

function customersOf(touches: Touch[]): number {
  return new Set(touches.map((touch) => touch.externalUserId)).size;
}

function isOpen(touch: Touch): boolean {
  return touch.state === 'planned' || touch.state === 'offered';
}
