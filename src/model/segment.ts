import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 客群: a filter of customers under a name; who is in it is asked anew each time. */
@Entity('segments')
@Index('segments_name', ['name'], { unique: true })
export class Segment {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  name!: string;

  /** The filter as the customer list takes it. */
  @Column({ type: 'simple-json' })
  filter!: Record<string, unknown>;

  /** Who saved it last. */
  @Column({ type: 'varchar', length: 36 })
  memberId!: string;

  /** Rises with each change: an edit of an older version is refused. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  updatedAt!: number;
}
