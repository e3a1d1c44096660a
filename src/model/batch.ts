import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const batchKinds = ['tag', 'assign', 'import'] as const;
export type BatchKind = (typeof batchKinds)[number];

export const batchStates = ['checking', 'checked', 'waiting', 'running', 'done', 'failed', 'dropped'] as const;
/** An import is checked first and runs when a person says so; all others wait for a worker. */
export type BatchState = (typeof batchStates)[number];

/** 批量任务: work on many customers that a member started, with its progress; it goes on after a restart. */
@Entity('batches')
@Index('batches_state', ['state', 'createdAt'])
@Index('batches_member', ['memberId', 'createdAt'])
export class Batch {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 16 })
  kind!: BatchKind;

  /** zh-CN: what it does, e.g. 「给 320 位客户打标签 常买滤芯」. */
  @Column({ type: 'varchar', length: 200 })
  title!: string;

  @Column({ type: 'simple-json' })
  params!: Record<string, unknown>;

  @Column({ type: 'varchar', length: 10 })
  state!: BatchState;

  /** Customers, or rows of the file; 0: not counted yet. */
  @Column({ type: 'integer', default: 0 })
  total!: number;

  /** Gone through, with what failed. */
  @Column({ type: 'integer', default: 0 })
  done!: number;

  @Column({ type: 'integer', default: 0 })
  failed!: number;

  /** What came of it, by kind; of an import the counts and the first faults. */
  @Column({ type: 'simple-json', nullable: true })
  outcome!: Record<string, unknown> | null;

  @Column({ type: 'varchar', length: 36 })
  memberId!: string;

  @Column({ type: 'varchar', length: 64 })
  memberName!: string;

  /** A worker has it until then. */
  @Column({ type: 'double', default: 0 })
  leaseUntil!: number;

  /** Rises with each taking of the lease. */
  @Column({ type: 'integer', default: 0 })
  fence!: number;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double', nullable: true })
  finishedAt!: number | null;
}
