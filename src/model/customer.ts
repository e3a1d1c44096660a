import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const stages = ['new', 'first-purchase', 'repeat', 'loyal', 'partner', 'at-risk', 'dormant'] as const;
export type Stage = (typeof stages)[number];

export const tiers = ['none', 'basic', 'premium', 'elite'] as const;
/** 权益等级: 无, 普通, 高级, 尊享. */
export type Tier = (typeof tiers)[number];

/** 客户: WeCom's external contact, with what we learnt. */
@Entity('customers')
@Index('customers_rep', ['repUserId', 'externalUserId'])
@Index('customers_union', ['unionId'])
// What the console's list filters by, in one index that a scan of all customers reads instead of the table.
@Index('customers_browse', [
  'externalUserId',
  'repUserId',
  'stage',
  'tier',
  'optedOutAt',
  'problemOpenedAt',
  'orderCount',
  'totalCents',
  'lastOrderAt',
  'addedAt',
  'birthdayOn',
  'name',
  'remark',
])
@Index('customers_added', ['addedAt', 'externalUserId'])
@Index('customers_last_order', ['lastOrderAt', 'externalUserId'])
@Index('customers_total', ['totalCents', 'externalUserId'])
@Index('customers_names', ['name', 'externalUserId'])
@Index('customers_remarks', ['remark', 'externalUserId'])
@Index('customers_problem', ['problemOpenedAt', 'repUserId'])
export class Customer {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  externalUserId!: string;

  /** WeChat nickname, or the name that was imported. */
  @Column({ type: 'varchar', length: 128, default: '' })
  name!: string;

  /** The name was imported: WeChat's nickname no longer replaces it. */
  @Column({ type: 'boolean', default: false })
  nameGiven!: boolean;

  @Column({ type: 'varchar', length: 512, default: '' })
  avatarUrl!: string;

  @Column({ type: 'integer', default: 0 })
  gender!: 0 | 1 | 2;

  @Column({ type: 'varchar', length: 64, nullable: true })
  unionId!: string | null;

  /** 主跟进人: the earliest follow relation still alive, until someone pins another. Null: unassigned. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  repUserId!: string | null;

  /** Somebody chose the rep; the earliest relation no longer decides while this one lives. */
  @Column({ type: 'boolean', default: false })
  repPinned!: boolean;

  @Column({ type: 'integer', default: 0 })
  addWay!: number;

  /** Channel of the contact way or link they came by. */
  @Column({ type: 'varchar', length: 64, default: '' })
  channel!: string;

  /** The customer who recommended us. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  referrerExternalUserId!: string | null;

  /** When the first relation began; null for an imported customer whom no rep has added. */
  @Column({ type: 'double', nullable: true })
  addedAt!: number | null;

  /** Civil day of addedAt, for planning. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  addedOn!: string | null;

  @Column({ type: 'varchar', length: 16, default: 'new' })
  stage!: Stage;

  @Column({ type: 'varchar', length: 16, default: 'none' })
  tier!: Tier;

  @Column({ type: 'simple-json' })
  interests!: string[];

  /** Free note of reps, sealed. */
  @Column({ type: 'text', nullable: true })
  sealedNote!: string | null;

  /** IANA zone; null: the shop's. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  zone!: string | null;

  // what stops care ------------------------------------------------------------------------------------------
  @Column({ type: 'double', nullable: true })
  optedOutAt!: number | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  optOutReason!: string | null;

  /** `customer`, `rep:<repUserId>` or `api`. */
  @Column({ type: 'varchar', length: 80, nullable: true })
  optOutBy!: string | null;

  /** An open complaint or a bad rating: nothing is sold until a person closes it. */
  @Column({ type: 'double', nullable: true })
  problemOpenedAt!: number | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  problem!: string | null;

  /** When a person closed the last problem; no favours are asked for a while after it. */
  @Column({ type: 'double', nullable: true })
  problemClosedAt!: number | null;

  /** Marked 逝世. */
  @Column({ type: 'boolean', default: false })
  deceased!: boolean;

  // what the orders say; kept by commerce -----------------------------------------------------------------------
  @Column({ type: 'integer', default: 0 })
  orderCount!: number;

  @Column({ type: 'integer', default: 0 })
  totalCents!: number;

  @Column({ type: 'double', nullable: true })
  firstOrderAt!: number | null;

  @Column({ type: 'double', nullable: true })
  lastOrderAt!: number | null;

  /** Civil day of the next confirmed birthday of their own, copied from their dates. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  birthdayOn!: string | null;

  /** What the assigned rep calls them, copied from the follow relation. */
  @Column({ type: 'varchar', length: 128, default: '' })
  remark!: string;

  /** Last sign of life: order, reply, feedback. */
  @Column({ type: 'double', nullable: true })
  lastActiveAt!: number | null;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  updatedAt!: number;
}
