import { Column, Entity, PrimaryColumn } from 'typeorm';

export const batchFiles = ['upload', 'preview', 'rejects'] as const;
export type BatchFile = (typeof batchFiles)[number];

/** A piece of a batch's file: kept in the database, sealed, so that any node can go on with the work. */
@Entity('batch_parts')
export class BatchPart {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  batchId!: string;

  @PrimaryColumn({ type: 'varchar', length: 10 })
  file!: BatchFile;

  @PrimaryColumn({ type: 'integer' })
  place!: number;

  /** Base64 of the bytes, sealed. */
  @Column({ type: 'text' })
  sealed!: string;
}
