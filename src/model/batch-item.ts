import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const batchItemStates = ['waiting', 'done', 'failed'] as const;
export type BatchItemState = (typeof batchItemStates)[number];

/** One customer of a batch, and what became of them. */
@Entity('batch_items')
@Index('batch_items_state', ['batchId', 'state', 'place'])
export class BatchItem {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  batchId!: string;

  @PrimaryColumn({ type: 'integer' })
  place!: number;

  @Column({ type: 'varchar', length: 64 })
  externalUserId!: string;

  @Column({ type: 'varchar', length: 10 })
  state!: BatchItemState;

  /** zh-CN, why it did not work; empty while nothing stands against it. */
  @Column({ type: 'varchar', length: 200, default: '' })
  message!: string;
}
