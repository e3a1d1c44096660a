import type { DataSource } from 'typeorm';
import { civilDay, instantAt, parseCivilDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { CareError } from '../../kernel/errors';
import type { Festival } from '../../kernel/festivals';
import type { CivilDay, Clock, Instant } from '../../kernel/ports';
import type { Touch } from '../../model/touch';
import type { FestivalLead } from '../plays/festival-calendar';
import type { CustomerFacts, Play } from '../plays/play';
import type { CustomerInHand } from './customer-day';
import { CustomerPlanner, type PlannedPage } from './customer-planner';
import { comingCare, type ComingOccasion } from './coming-care';
import { type DecidedAgain, decideAgain } from './decide-again';
import { explain, type Explanation } from './explain';
import { FactsReader } from './facts-reader';
import { PlanMarker } from './plan-marker';
import { type PlanRun, PlanRuns, type SegmentSource, type TextSource } from './plan-run';
import { PlanWriter } from './plan-writer';
import { mayBeSent, mayMoveTo, type MoveVerdict, type SendingBy, type SendVerdict } from './recheck';
import { rehearseRepDays } from './rehearsal';
import { RepDays } from './rep-day';
import { type ComingCare, previewRhythm, type SamplePurchase } from './rhythm-preview';
import { previewSettings, type SettingsPreview } from './settings-preview';
import { type Scene, sceneOf } from './scene';
import { expireStale } from './stale-touches';
import { whyNotSent } from './texts';
import { TouchReader } from './touch-reader';
import { renewTrust } from './trust';
import { type Wish, wishFor } from './wish';

export interface PlannerOptions {
  dataSource: DataSource;
  clock: Clock;
  /** The shop's zone, and the customers' where theirs is not known. */
  zone: string;
  settings: CareSettings;
  festivals: readonly Festival[];
  plays: readonly Play[];
  templates: TextSource;
  segments: SegmentSource;
  logger: { info(fields: Record<string, unknown>, message: string): void };
  /** Customers read at once; default 2000. */
  pageSize?: number;
}

export interface PlanOptions {
  /** Decides the same and writes nothing. */
  dryRun?: boolean;
  /** Looks at every customer, though the day was planned before and nothing seems to have changed. */
  full?: boolean;
  /** A rehearsal of these customers alone. */
  only?: readonly string[];
  onProgress?: (customers: number) => void;
}

export interface PlanResult {
  day: CivilDay;
  /** Customers looked at. */
  customers: number;
  /** Rows written: 0 when the day had been planned and nothing changed. */
  written: number;
  /** Decisions of this run: `planned`, `held.daily_cap`, `refused.opted_out`, `withdrawn` … */
  counts: Record<string, number>;
  /** Every touch of the day, losers too, in order of customer. A dry run keeps them in memory. */
  lines(): AsyncIterable<Touch>;
}

/** 每日计划: reads the facts, asks the plays and the rules of care, and keeps the touches that come of it. */
export class Planner {
  private readonly facts: FactsReader;
  private readonly touches: TouchReader;
  private readonly customers: CustomerPlanner;
  private readonly writer: PlanWriter;
  private readonly repDays: RepDays;
  private readonly marker: PlanMarker;
  private readonly runs: PlanRuns;

  constructor(private readonly options: PlannerOptions) {
    const { dataSource, settings } = options;
    this.facts = new FactsReader(options);
    this.touches = new TouchReader(dataSource);
    this.customers = new CustomerPlanner({ touches: this.touches });
    this.writer = new PlanWriter({ dataSource });
    this.repDays = new RepDays({ dataSource, size: settings.repDay });
    this.marker = new PlanMarker(dataSource);
    this.runs = new PlanRuns(options);
  }

  /**
   * Plans a civil day. Where it was planned before, only customers of whom something changed since are looked at
   * again, unless a rule, product or text changed.
   *
   * @throws CareError `bad_day` for a text that is no day, `past_day` for a past day without `dryRun`
   */
  async planDay(day: CivilDay, options: PlanOptions = {}): Promise<PlanResult> {
    const run = await this.open(day, { rehearsal: options.dryRun });
    if (options.dryRun) return this.rehearse(run, options);
    if (day < this.today) throw new CareError('past_day', `${day} is past; only a dry run may look at it`);

    const since = options.full ? null : await this.marker.plannedSince(day, run.signature, this.startOfToday);
    const changed = since === null ? null : await this.marker.changedSince(day, since);
    const result: PlanResult = { day, customers: 0, written: 0, counts: {}, lines: () => this.touches.ofDay(day) };
    for await (const { customers, slice } of this.facts.pages(run.day, this.today, changed)) {
      const trust = day === this.today ? await renewTrust(customers, day, this.options) : [];
      const page = await this.customers.plan(customers, slice, run);
      result.written += await this.writer.write(page.changes, trust, run.now);
      report(page, customers, result, options);
    }
    result.written += countCrowdedOut(await this.repDays.fit(day, run.now), result);
    await this.marker.mark(day, run.signature, run.now);
    const { customers, written, counts } = result;
    this.options.logger.info({ day, customers, written, counts }, 'day planned');
    return result;
  }

  /** Plans today where that was missed, and else what became due since: at start, and every 15 minutes. */
  catchUp(): Promise<PlanResult> {
    return this.planDay(this.today);
  }

  /** Why a customer gets, or does not get, each play on a day. Null: nobody of that id. */
  async explain(externalUserId: string, day: CivilDay): Promise<Explanation | null> {
    const run = await this.open(day, { rehearsal: true });
    const customer = await this.takeInHand(externalUserId, run);
    return customer && explain(customer, run);
  }

  /**
   * Whether a touch may go out at that instant: asked again at sending, as much may have changed since it was planned.
   *
   * @param by `rep` (default): the rep's own tap, which quiet hours and `notBefore` do not bind
   */
  async mayBeSent(touch: Touch, at: Instant, by: SendingBy = 'rep'): Promise<SendVerdict> {
    const zone = await this.zoneOf(touch.externalUserId);
    const run = await this.open(civilDay(at, zone));
    const customer = await this.takeInHand(touch.externalUserId, run);
    return customer ? mayBeSent(touch, { at, by, customer, run }) : customerGone;
  }

  /** Whether the rep may put a touch off to a day, and the hours that it then has. */
  async mayMoveTo(touch: Touch, day: CivilDay): Promise<MoveVerdict> {
    const run = await this.open(day);
    const customer = await this.takeInHand(touch.externalUserId, run);
    return customer ? mayMoveTo(touch, { now: this.options.clock.now(), customer, run }) : customerGone;
  }

  /** What a text of this play would know of the customer today. Null: nobody of that id. */
  async sceneOf(externalUserId: string, play: string): Promise<Scene | null> {
    const run = await this.open(this.today);
    const customer = await this.takeInHand(externalUserId, run);
    return customer && sceneOf(customer, play, run);
  }

  /** What the things that a customer owns will next give reason for. */
  async comingCare(externalUserId: string): Promise<ComingOccasion[]> {
    const run = await this.open(this.today);
    const facts = await this.facts.one(externalUserId, run.day, this.today);
    return facts ? comingCare(facts, run) : [];
  }

  /** Words for the customer's next day of a kind, as the plan would choose them; null: there is none. */
  async wish(externalUserId: string, about: string): Promise<Wish | null> {
    const run = await this.open(this.today);
    const customer = await this.takeInHand(externalUserId, run);
    return customer && wishFor(customer, run, about);
  }

  /** Festival suggestions that begin in these days, as planning merges them. */
  async festivalLeads(from: CivilDay, to: CivilDay): Promise<FestivalLead[]> {
    return (await this.open(from)).day.festivals.startingBetween(from, to);
  }

  /** What a purchase would set off, by the rules and texts of now. */
  async previewRhythm(purchase: SamplePurchase): Promise<ComingCare[]> {
    return previewRhythm(purchase, await this.open(this.today), this.options.zone);
  }

  /** What other rules would have done to the touches of the last seven days; nothing is written. */
  async previewSettings(next: CareSettings): Promise<SettingsPreview> {
    const { dataSource } = this.options;
    return previewSettings(next, await this.open(this.today), {
      dataSource,
      facts: this.facts,
      customers: this.customers,
    });
  }

  /** What the rules make of a touch that somebody lets go: on its day, or today where that is past. */
  async decideAgain(touch: Touch): Promise<DecidedAgain> {
    const today = civilDay(this.options.clock.now(), await this.zoneOf(touch.externalUserId));
    const run = await this.open(touch.dueOn < today ? today : touch.dueOn);
    const customer = await this.takeInHand(touch.externalUserId, run);
    return customer ? decideAgain(touch, customer, run) : { kind: 'over', why: whyNotSent.customerGone };
  }

  /** Ends open touches whose time is over; answers how many. */
  expireStale(now: Instant): Promise<number> {
    return expireStale(this.options.dataSource, now);
  }

  private get today(): CivilDay {
    return civilDay(this.options.clock.now(), this.options.zone);
  }

  private get startOfToday(): Instant {
    return instantAt(this.today, '00:00', this.options.zone);
  }

  private open(day: CivilDay, { rehearsal = false }: { rehearsal?: boolean } = {}): Promise<PlanRun> {
    if (parseCivilDay(day) === null)
      throw new CareError('bad_day', `${JSON.stringify(day)} is no day; write YYYY-MM-DD`);
    // A past day is looked at as it began.
    const now = day < this.today ? instantAt(day, '00:00', this.options.zone) : this.options.clock.now();
    return this.runs.open({ day, today: this.today, now, rehearsal });
  }

  private async rehearse(run: PlanRun, options: PlanOptions): Promise<PlanResult> {
    const { day } = run.day;
    const lines: Touch[] = [];
    const result: PlanResult = { day, customers: 0, written: 0, counts: {}, lines: () => inTurn(lines) };
    for await (const { customers, slice } of this.facts.pages(run.day, this.today, options.only ?? null)) {
      if (day === this.today) await renewTrust(customers, day, this.options);
      const page = await this.customers.plan(customers, slice, run);
      lines.push(...page.lines);
      report(page, customers, result, options);
    }
    countCrowdedOut(rehearseRepDays(lines, day, run.settings.repDay), result);
    return result;
  }

  private async takeInHand(externalUserId: string, run: PlanRun): Promise<CustomerInHand | null> {
    const facts = await this.facts.one(externalUserId, run.day, this.today);
    if (facts === null) return null;
    if (run.day.day === this.today) await renewTrust([facts], run.day.day, this.options);
    const [customer] = await this.customers.takeInHand([facts], run);
    return customer ?? null;
  }

  private async zoneOf(externalUserId: string): Promise<string> {
    const sql = 'select zone from customers where externalUserId = ?';
    const [row]: { zone: string | null }[] = await this.options.dataSource.query(sql, [externalUserId]);
    return row?.zone ?? this.options.zone;
  }
}

const customerGone = { ok: false, reason: 'ended', why: whyNotSent.customerGone, final: true } as const;

function report(
  page: PlannedPage,
  customers: readonly CustomerFacts[],
  result: PlanResult,
  options: PlanOptions,
): void {
  for (const decision of page.decisions) result.counts[decision] = (result.counts[decision] ?? 0) + 1;
  result.customers += customers.length;
  options.onProgress?.(result.customers);
}

/** What was planned and then found no room in a rep's day is held, not planned. */
function countCrowdedOut(crowdedOut: number, { counts }: PlanResult): number {
  if (crowdedOut > 0) {
    counts['held.rep_day_full'] = crowdedOut;
    counts['planned'] = Math.max(0, (counts['planned'] ?? 0) - crowdedOut);
  }
  return crowdedOut;
}

async function* inTurn(lines: readonly Touch[]): AsyncGenerator<Touch> {
  yield* lines;
}
