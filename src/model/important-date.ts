import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const dateKinds = ['birthday', 'wedding', 'child-birthday', 'parent-birthday', 'other'] as const;
export type DateKind = (typeof dateKinds)[number];

export const dateStatuses = ['confirmed', 'proposed', 'removed'] as const;
export type DateStatus = (typeof dateStatuses)[number];

/** 重要日期: a day of the customer's own, or of somebody near, that comes every year. */
@Entity('important_dates')
@Index('important_dates_next', ['nextOn', 'status', 'externalUserId'])
@Index('important_dates_customer', ['externalUserId', 'nextOn'])
export class ImportantDate {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  externalUserId!: string;

  @Column({ type: 'varchar', length: 20 })
  kind!: DateKind;

  /** E.g. 结婚纪念日. */
  @Column({ type: 'varchar', length: 40, default: '' })
  label!: string;

  /** Empty: the customer; else 女儿, 妈妈 … */
  @Column({ type: 'varchar', length: 40, default: '' })
  forWhom!: string;

  @Column({ type: 'varchar', length: 5 })
  calendar!: 'solar' | 'lunar';

  /** Lunar year for a lunar date; null: unknown, and then no age is ever said. */
  @Column({ type: 'integer', nullable: true })
  year!: number | null;

  @Column({ type: 'integer' })
  month!: number;

  @Column({ type: 'integer' })
  day!: number;

  @Column({ type: 'boolean', default: false })
  leapMonth!: boolean;

  /** Only a confirmed date ever causes a greeting. */
  @Column({ type: 'varchar', length: 10 })
  status!: DateStatus;

  /** `rep:<repUserId>`, `import`, `api`, `chat:<message>`. */
  @Column({ type: 'varchar', length: 80 })
  source!: string;

  /** The guardian's consent for a child's date. */
  @Column({ type: 'double', nullable: true })
  consentAt!: number | null;

  /** Civil day of the next occurrence; renewed when it has passed. */
  @Column({ type: 'varchar', length: 10 })
  nextOn!: string;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  updatedAt!: number;
}
