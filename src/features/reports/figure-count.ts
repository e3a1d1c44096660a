import type { DataSource } from 'typeorm';
import { addDays, civilDay } from '../../kernel/calendar';
import type { CivilDay, Clock, Instant } from '../../kernel/ports';
import { ReportFigure } from '../../model/report-figure';
import {
  anchorOf,
  isFollowed,
  type EffectReply,
  type EffectOrder,
  type EffectTouch,
  followDays,
  followMs,
  ordersAfter,
  windowDays,
} from './care-effect';

/** Few enough that no page holds the database for longer than a moment. */
const pageSize = 1_000;
/** A shop up to this size is counted again when somebody looks, and the last count is older than `freshMs`. */
const smallShop = 2_000;
const freshMs = 10 * 60_000;
/** So long a day's stages stay, to compare with. */
const keptDays = 31;
const chunk = 200;

interface CustomerRow {
  externalUserId: string;
  repUserId: string | null;
  stage: string;
}
type Window = { from: CivilDay; to: CivilDay; fromAt: Instant; until: Instant };

/** Figures by rep and measure. */
class Tally {
  readonly figures = new Map<string, Map<string, number>>();

  add(repUserId: string, measure: string, figure = 1): void {
    const own = this.figures.get(repUserId) ?? new Map<string, number>();
    this.figures.set(repUserId, own);
    own.set(measure, (own.get(measure) ?? 0) + figure);
  }
}

/** Counts what no page could count while somebody waits: stages of all customers, and what followed their touches. */
export class FigureCount {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      zone: string;
      /** Plays that greet: everybody gets them. */
      greetingPlays: readonly string[];
    },
  ) {}

  /** Today's figures, in place of those that there are. */
  run(): Promise<void> {
    const mine = this.last.then(() => this.count());
    this.last = mine.catch(() => undefined);
    return mine;
  }

  /** A large shop's figures are of the night; a small one's of a few minutes ago. */
  async freshen(): Promise<void> {
    const { dataSource, clock } = this.options;
    const [counted]: { at: number | null }[] = await dataSource.query(
      'select max(countedAt) as at from report_figures where day = (select max(day) from report_figures)',
    );
    if (counted?.at && clock.now() - Number(counted.at) < freshMs) return;
    const [size]: { customers: number }[] = await dataSource.query(
      'select count(*) as customers from (select 1 from customers limit ?) some',
      [smallShop + 1],
    );
    if (Number(size?.customers ?? 0) <= smallShop) await this.run();
  }

  private async count(): Promise<void> {
    const { clock, zone } = this.options;
    const now = clock.now();
    const day = civilDay(now, zone);
    const to = addDays(day, -followDays);
    const from = addDays(to, -windowDays);
    const window = { from, to, fromAt: now - followMs - (windowDays + 1) * 86_400_000, until: now - followMs };
    const tally = new Tally();
    for (let after: string | null = ''; after !== null;) after = await this.countPage(after, window, tally);
    await this.keep(day, now, tally);
  }

  /** @returns the last customer of the page; null: that was all */
  private async countPage(after: string, window: Window, tally: Tally): Promise<string | null> {
    const { dataSource, greetingPlays } = this.options;
    const customers: CustomerRow[] = await dataSource.query(
      `select externalUserId, repUserId, stage from customers where externalUserId > ? order by externalUserId limit ${pageSize}`,
      [after],
    );
    const last = customers.at(-1)?.externalUserId;
    if (last === undefined) return null;
    const touches = byCustomer(await this.touchesOf(after, last, window));
    const orders = byCustomer(await this.ordersOf(after, last, window));
    const replies = byCustomer(await this.repliesOf(after, last, window));
    for (const { externalUserId, repUserId, stage } of customers) {
      const rep = repUserId ?? '';
      tally.add(rep, `stage:${stage}`);
      const own = (touches.get(externalUserId) ?? []).filter(({ notBefore }) => notBefore <= window.until);
      const bought = orders.get(externalUserId) ?? [];
      const wrote = replies.get(externalUserId) ?? [];
      const anchor = anchorOf(own, greetingPlays);
      if (anchor) {
        countFollowing(tally, rep, `effect:${anchor.side}`, ordersAfter(bought, anchor.at));
        if (isFollowed(wrote, anchor.at)) tally.add(rep, `effect:${anchor.side}:replied`);
      }
      for (const { play, sentAt } of own) {
        if (sentAt === null) continue;
        countFollowing(tally, rep, `play:${play}`, ordersAfter(bought, sentAt));
        if (isFollowed(wrote, sentAt)) tally.add(rep, `play:${play}:replied`);
      }
    }
    return customers.length < pageSize ? null : last;
  }

  private touchesOf(after: string, last: string, { from, to }: Window): Promise<EffectTouch[]> {
    return this.options.dataSource.query(
      `select externalUserId, play, state, reason, priority, exempt, path, notBefore, offeredAt, sentAt from touches
        where externalUserId > ? and externalUserId <= ? and dueOn >= ? and dueOn <= ?`,
      [after, last, from, to],
    );
  }

  private ordersOf(
    after: string,
    last: string,
    { fromAt }: Window,
  ): Promise<(EffectOrder & { externalUserId: string })[]> {
    return this.options.dataSource.query(
      `select externalUserId, paidAt, totalCents from orders
        where externalUserId > ? and externalUserId <= ? and paidAt > ? and status <> 'refunded'`,
      [after, last, fromAt],
    );
  }

  /** What customers wrote at the kf; WeCom tells nobody of a private chat. */
  private repliesOf(
    after: string,
    last: string,
    { fromAt }: Window,
  ): Promise<(EffectReply & { externalUserId: string })[]> {
    return this.options.dataSource.query(
      `select c.externalUserId, m.sentAt from conversations c join messages m on m.conversationId = c.id
        where c.externalUserId > ? and c.externalUserId <= ? and m.origin = 'customer' and m.sentAt > ?`,
      [after, last, fromAt],
    );
  }

  private async keep(day: CivilDay, countedAt: Instant, { figures }: Tally): Promise<void> {
    const rows = [...figures].flatMap(([repUserId, own]) =>
      [...own].map(([measure, figure]) => ({ day, measure, repUserId, figure, countedAt })),
    );
    await this.options.dataSource.transaction(async (manager) => {
      await manager.query('delete from report_figures where day = ? or day < ?', [day, addDays(day, -keptDays)]);
      // Of days gone by, only the stages are compared with: what sorts before them goes.
      for (let back = 1; back <= 7; back += 1) {
        await manager.query("delete from report_figures where day = ? and measure < 'stage'", [addDays(day, -back)]);
      }
      for (let start = 0; start < rows.length; start += chunk) {
        await manager.insert(ReportFigure, rows.slice(start, start + chunk));
      }
    });
  }
}

function countFollowing(tally: Tally, repUserId: string, measure: string, orders: readonly EffectOrder[]): void {
  tally.add(repUserId, `${measure}:all`);
  if (orders.length === 0) return;
  const cents = orders.reduce((sum, { totalCents }) => sum + Number(totalCents), 0);
  tally.add(repUserId, `${measure}:bought`);
  // Whole yuan: a column of integers holds the fen of a large shop no longer.
  tally.add(repUserId, `${measure}:yuan`, Math.round(cents / 100));
}

function byCustomer<Row extends { externalUserId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.externalUserId) ?? [];
    found.set(row.externalUserId, own);
    own.push(row);
  }
  return found;
}
