import type { CivilDay } from '../../kernel/ports';
import type { Stage, Tier } from '../../model/customer';

/** An activity of the admin's calendar that may go out on the day. */
export interface TopicFacts {
  id: string;
  title: string;
  kind: 'share' | 'ask';
  text: string;
  firstOn: CivilDay;
  lastOn: CivilDay;
  /** Empty: every one. */
  stages: Stage[];
  tiers: Tier[];
  /** Only who bought one of these; null: everybody. */
  skus: string[] | null;
}
