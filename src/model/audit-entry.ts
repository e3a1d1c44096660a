import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 审计: who did what to what; each entry is chained to the one before it. */
@Entity('audit_entries')
@Index('audit_entries_subject', ['subject', 'seq'])
@Index('audit_entries_actor', ['actorId', 'seq'])
export class AuditEntry {
  /** 1, 2, 3 …, without gaps. */
  @PrimaryColumn({ type: 'integer' })
  seq!: number;

  @Column({ type: 'double' })
  at!: number;

  /** Member id, or `system`. */
  @Column({ type: 'varchar', length: 36 })
  actorId!: string;

  /** As they were called then. */
  @Column({ type: 'varchar', length: 64 })
  actorName!: string;

  /** E.g. `session.opened`, `template.published`, `settings.changed`. */
  @Column({ type: 'varchar', length: 40 })
  action!: string;

  /** E.g. `template:birthday/warm`, `customer:wm…`. */
  @Column({ type: 'varchar', length: 120 })
  subject!: string;

  /** zh-CN, one line. */
  @Column({ type: 'varchar', length: 300 })
  summary!: string;

  /** What changed, as it was; without personal fields in clear. */
  @Column({ type: 'simple-json', nullable: true })
  before!: unknown;

  @Column({ type: 'simple-json', nullable: true })
  after!: unknown;

  /** Address that asked; empty: the system itself. */
  @Column({ type: 'varchar', length: 64, default: '' })
  address!: string;

  /** HMAC over this entry and the hash before it, hex. */
  @Column({ type: 'varchar', length: 64 })
  hash!: string;
}
