import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One line of a customer's history. */
@Entity('timeline_events')
@Index('timeline_events_customer', ['externalUserId', 'at', 'id'])
export class TimelineEvent {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  externalUserId!: string;

  @Column({ type: 'double' })
  at!: number;

  /** E.g. `relation.started`, `order.paid`, `touch.sent`, `date.added`, `opt-out`, `stage.changed`. */
  @Column({ type: 'varchar', length: 40 })
  kind!: string;

  /** zh-CN, without phone numbers or notes. */
  @Column({ type: 'varchar', length: 300 })
  summary!: string;

  @Column({ type: 'simple-json' })
  details!: Record<string, unknown>;
}
