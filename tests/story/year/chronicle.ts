import type { ReceivedMessage } from '../../../src/sandbox/state';
import type { Person } from './cast';

export const zone = 'Asia/Shanghai';

export interface Customer extends Person {
  externalUserId: string;
}

interface Span {
  externalUserId: string;
  from: number;
  to: number;
}

/** What happened that nobody but the test knows of, for judging what should have come of it. */
export class Chronicle {
  readonly optedOutAt = new Map<string, number>();
  readonly problems: Span[] = [];
  /** Customers without the rep who knew them. */
  readonly partings: Span[] = [];
  /** Days on which nobody's app answered from morning to evening. */
  readonly outageDays = new Set<string>();
  /** Touches sent by hand, by what arrived. */
  readonly byHand = new Map<ReceivedMessage, string>();
  readonly counts: Record<string, number> = {};

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }
}
