import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const touchStates = [
  'planned',
  'held',
  'refused',
  'offered',
  'sent',
  'skipped',
  'failed',
  'expired',
  'cancelled',
  'superseded',
  'unknown',
] as const;
export type TouchState = (typeof touchStates)[number];

/** A touch in one of these may still reach the customer. */
export const openTouchStates = ['planned', 'held', 'offered', 'unknown'] as const satisfies readonly TouchState[];
/** A touch counts for the caps while it is in one of these: from being planned until it ends unsent. */
export const countedTouchStates = ['planned', 'offered', 'sent', 'unknown'] as const satisfies readonly TouchState[];

export const touchPaths = ['welcome', 'suggestion', 'mass-send'] as const;
export type TouchPath = (typeof touchPaths)[number];

/** 触达: one planned act of care for one occasion, with its state and its why. */
@Entity('touches')
@Index('touches_occasion', ['externalUserId', 'occasionKey'], { unique: true })
@Index('touches_customer_day', ['externalUserId', 'dueOn', 'state'])
@Index('touches_rep_state', ['repUserId', 'state', 'dueOn'])
@Index('touches_state_day', ['state', 'dueOn', 'play', 'id', 'repUserId', 'reason'])
@Index('touches_task', ['massSendId', 'state', 'reason'])
export class Touch {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  externalUserId!: string;

  @Column({ type: 'varchar', length: 24 })
  play!: string;

  /** 由头, e.g. `birthday:2027`, `tip:order-8812:filter:d7`. */
  @Column({ type: 'varchar', length: 150 })
  occasion!: string;

  /** The occasion while this row speaks for it; null once superseded. (customer, occasionKey) is the judge of "no touch twice". */
  @Column({ type: 'varchar', length: 150, nullable: true })
  occasionKey!: string | null;

  @Column({ type: 'boolean' })
  commercial!: boolean;

  /** Answers the customer's own act: does not count for the caps and always goes. */
  @Column({ type: 'boolean', default: false })
  exempt!: boolean;

  /** 1 is first; product.md rule 3. */
  @Column({ type: 'integer' })
  priority!: number;

  /** What it is about, e.g. `product:filter`, `festival:mid-autumn`: one topic is not repeated within 30 days. */
  @Column({ type: 'varchar', length: 100, default: '' })
  topic!: string;

  @Column({ type: 'varchar', length: 64, nullable: true })
  repUserId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  path!: TouchPath;

  /** Civil day it is planned for. */
  @Column({ type: 'varchar', length: 10 })
  dueOn!: string;

  @Column({ type: 'double' })
  notBefore!: number;

  /** Nothing stale goes out: past this instant an open touch expires. */
  @Column({ type: 'double' })
  notAfter!: number;

  @Column({ type: 'varchar', length: 10 })
  state!: TouchState;

  /** In words an admin reads. */
  @Column({ type: 'text' })
  why!: string;

  /** Stable reason beside the words, e.g. `daily_cap`, `quiet_hours`, `opted_out`; empty while nothing stands against it. */
  @Column({ type: 'varchar', length: 40, default: '' })
  reason!: string;

  /** `name@version`, empty before a text was chosen. */
  @Column({ type: 'varchar', length: 100, default: '' })
  template!: string;

  /** As it will be sent; the rep may edit it until then. */
  @Column({ type: 'text' })
  text!: string;

  /** What the occasion knows for the template: `{ product: {...}, festival: {...} }`. */
  @Column({ type: 'simple-json' })
  details!: Record<string, unknown>;

  @Column({ type: 'varchar', length: 36, nullable: true })
  massSendId!: string | null;

  @Column({ type: 'double', nullable: true })
  offeredAt!: number | null;

  @Column({ type: 'double', nullable: true })
  sentAt!: number | null;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  updatedAt!: number;
}
