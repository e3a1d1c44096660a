import type { CareSettings } from '../../kernel/care-settings';
import type { FestivalClass } from '../../kernel/festivals';
import type { CivilDay } from '../../kernel/ports';
import type { Stage, Tier } from '../../model/customer';
import type { DateKind } from '../../model/important-date';
import type { TouchPath } from '../../model/touch';
import type { FestivalCalendar } from './festival-calendar';
import type { ProductShelf } from './product-shelf';
import type { TopicFacts } from './topic-facts';

/** A confirmed date, as far as greetings need it. A child's date is there only with the guardian's consent. */
export interface DateFacts {
  id: string;
  kind: DateKind;
  label: string;
  /** Empty: the customer. */
  forWhom: string;
  calendar: 'solar' | 'lunar';
  year: number | null;
  month: number;
  day: number;
  leapMonth: boolean;
}

/** One product of one order, its lines summed. A refunded order has none. */
export interface Purchase {
  orderNo: string;
  sku: string;
  name: string;
  quantity: number;
  deliveredOn: CivilDay;
}

/** What the plays know of one customer. Days are in the customer's zone. */
export interface CustomerFacts {
  externalUserId: string;
  repUserId: string | null;
  name: string;
  zone: string;
  stage: Stage;
  tier: Tier;
  addedOn: CivilDay | null;
  orderCount: number;
  totalCents: number;
  firstOrderOn: CivilDay | null;
  lastOrderOn: CivilDay | null;
  lastActiveOn: CivilDay | null;
  optedOut: boolean;
  deceased: boolean;
  /** An open complaint or bad rating. */
  problemOpen: boolean;
  problemClosedOn: CivilDay | null;
  dates: DateFacts[];
  /** Those that a tip or a consumable may still come from. */
  purchases: Purchase[];
  /** Newest delivery of all, which `purchases` need not hold. */
  lastDeliveredOn: CivilDay | null;
  /** Day on which a referral ask was last sent. */
  lastReferralOn: CivilDay | null;
}

/** What the plays know of one day, the same for every customer. */
export interface DayFacts {
  day: CivilDay;
  settings: CareSettings;
  festivals: FestivalCalendar;
  products: ProductShelf;
  /** Activities whose days these are. */
  topics: readonly TopicFacts[];
}

/** By what a template is chosen. */
export interface OccasionMatch {
  /** `d7`. */
  step?: string;
  festivalKey?: string;
  festivalClass?: FestivalClass;
  dateKind?: DateKind | 'first-purchase';
  forWhom?: 'self' | 'other';
  moment?: 'lead' | 'restock' | 'day';
}

/** 由头: why one customer is due. Its key, not a time, is the identity of what is planned. */
export interface Occasion {
  /** Unique for the customer, ≤150 characters. */
  key: string;
  /** Civil days on which it may go out, both included. */
  firstOn: CivilDay;
  lastOn: CivilDay;
  /** Time of day it should go out at, and the last one at which it may on `lastOn`; `HH:mm`. */
  from: string;
  until: string;
  /** Not repeated within 30 days. */
  topic: string;
  commercial: boolean;
  /** Among occasions of one priority, the greater goes first; mostly 0. */
  weight: number;
  /** Answers the customer's own act: does not count for the caps and always goes. */
  exempt: boolean;
  /** Values for the template, by its name spaces (`product`, `step`, `festival`, `date`, `consumable`), and order, sku or date. */
  details: Record<string, unknown>;
  match: OccasionMatch;
  /** zh-CN. */
  why: string;
}

/** 打法: one scene of the chain. Pure: it reads facts and says what is due. */
export interface Play {
  name: string;
  /** zh-CN. */
  title: string;
  /** `never`: a greeting, on a day that is the customer's own. */
  commercial: 'never' | 'yes' | 'no';
  path: TouchPath;
  /** 1 is first; product.md rule 3. */
  priority: number;
  /** Begun by an event (a customer adds a rep), not by the day's plan. */
  byEvent?: boolean;
  /** Several at once become one, and the next keeps a distance in hours from the last. */
  merges?: boolean;
  due(facts: CustomerFacts, day: DayFacts): Occasion[];
  /** zh-CN: why nothing is due; asked only then. */
  whyNot(facts: CustomerFacts, day: DayFacts): string;
}
