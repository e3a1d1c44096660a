import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import type { Festival } from '../../kernel/festivals';
import type { CivilDay, Instant } from '../../kernel/ports';
import { readTopics } from './topic-reader';
import { FestivalCalendar } from '../plays/festival-calendar';
import type { DayFacts, Play } from '../plays/play';
import { type ProductFacts, ProductShelf } from '../plays/product-shelf';
import type { ChosenText, NoText, TextRequest } from '../templates/template-shelf';

/** Where texts come from: TemplateShelf. */
export interface TextSource {
  choose(request: TextRequest): ChosenText | NoText;
  list(): { name: string; version: number }[];
  /** Names of the segments that texts are written for. */
  segments(): string[];
  /** Texts may have been published by another process. */
  freshen(): Promise<void>;
}

/** Who is in which segment: SegmentMembers. */
export interface SegmentSource {
  /** Of these customers, by id: which of the named segments they are in. */
  namesOf(names: readonly string[], externalUserIds: readonly string[]): Promise<Map<string, string[]>>;
  /** Changes when one of the named segments does. */
  stampOf(names: readonly string[]): Promise<string>;
}

/** What one look at a day has in common for all customers. */
export interface PlanRun {
  day: DayFacts;
  /** The civil day on which the run is made: a later `day` is planned ahead. */
  today: CivilDay;
  /** Nothing will be written. */
  rehearsal: boolean;
  now: Instant;
  settings: CareSettings;
  plays: readonly Play[];
  templates: TextSource;
  segments: SegmentSource;
  /** Changes when a rule, festival, product, text or its segment does: then what was planned must be looked at again. */
  signature: string;
}

interface Options {
  dataSource: DataSource;
  /** Live: an admin may change them at any moment. */
  settings: CareSettings;
  festivals: readonly Festival[];
  plays: readonly Play[];
  templates: TextSource;
  segments: SegmentSource;
}

type ProductRow = {
  sku: string;
  name: string;
  usageSteps: string;
  consumable: string | null;
  rhythmOff: boolean | number;
};

/** Days whose festivals are remembered. */
const calendarsKept = 50;

/** Opens runs; products and festivals are read again only when they changed, as each touch is checked before it goes. */
export class PlanRuns {
  private stamp = '';
  private products = new ProductShelf([], 0);
  private readonly calendars = new Map<CivilDay, FestivalCalendar>();
  private rules: { text: string; settings: CareSettings; festivals: readonly Festival[] };

  constructor(private readonly options: Options) {
    this.rules = copyOf(options);
  }

  async open({
    day,
    today,
    now,
    rehearsal,
  }: Pick<PlanRun, 'today' | 'now' | 'rehearsal'> & { day: CivilDay }): Promise<PlanRun> {
    this.readRules();
    await this.readProducts();
    await this.options.templates.freshen();
    const topics = await readTopics(this.options.dataSource, day);
    const { plays, templates, segments } = this.options;
    const { settings, text } = this.rules;
    const dayFacts = { day, settings, festivals: this.calendarOf(day), products: this.products, topics };
    const texts = templates.list().map(({ name, version }) => `${name}@${version}`);
    const names = plays.map(({ name }) => name);
    const audiences = await segments.stampOf(templates.segments());
    const signature = createHash('sha256').update(JSON.stringify([text, names, texts, this.stamp, topics, audiences]));
    const common = { settings, plays, templates, segments, signature: signature.digest('hex') };
    return { day: dayFacts, today, rehearsal, now, ...common };
  }

  /** A run keeps the rules that it began with; what was reckoned from other rules is forgotten. */
  private readRules(): void {
    if (textOf(this.options) === this.rules.text) return;
    this.rules = copyOf(this.options);
    this.calendars.clear();
    this.stamp = '';
  }

  private calendarOf(day: CivilDay): FestivalCalendar {
    const known = this.calendars.get(day);
    if (known) return known;
    if (this.calendars.size >= calendarsKept) this.calendars.clear();
    const calendar = new FestivalCalendar(this.rules.festivals, day, this.rules.settings.holiday);
    this.calendars.set(day, calendar);
    return calendar;
  }

  private async readProducts(): Promise<void> {
    const { dataSource } = this.options;
    // The sum too: a product may change within the millisecond of another's later change.
    const [found]: { products: number; changedAt: number | null; changes: number | null }[] = await dataSource.query(
      'select count(*) as products, max(updatedAt) as changedAt, sum(updatedAt) as changes from products',
    );
    const stamp = JSON.stringify([Number(found?.products ?? 0), found?.changedAt ?? 0, found?.changes ?? 0]);
    if (stamp === this.stamp) return;
    const rows: ProductRow[] = await dataSource.query(
      'select sku, name, usageSteps, consumable, rhythmOff from products',
    );
    this.products = new ProductShelf(rows.map(productFacts), this.rules.settings.usageTips.validDays);
    this.stamp = stamp;
  }
}

type Rules = Pick<Options, 'settings' | 'festivals'>;

function textOf({ settings, festivals }: Rules): string {
  return JSON.stringify([settings, festivals]);
}

function copyOf({ settings, festivals }: Rules) {
  return { text: textOf({ settings, festivals }), settings: structuredClone(settings), festivals: [...festivals] };
}

function productFacts({ sku, name, usageSteps, consumable, rhythmOff }: ProductRow): ProductFacts {
  if (rhythmOff) return { sku, name, usageSteps: [], consumable: null };
  return {
    sku,
    name,
    // simple-json columns hold what the entity's fields say
    usageSteps: JSON.parse(usageSteps) as ProductFacts['usageSteps'],
    consumable: consumable === null ? null : (JSON.parse(consumable) as ProductFacts['consumable']),
  };
}
