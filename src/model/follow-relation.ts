import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const relationEnds = ['by-rep', 'by-customer', 'transferred', 'rep-left', 'gone'] as const;
export type RelationEnd = (typeof relationEnds)[number];

/** A rep follows a customer (follow_user). */
@Entity('follow_relations')
@Index('follow_relations_customer', ['externalUserId'])
export class FollowRelation {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  repUserId!: string;

  @PrimaryColumn({ type: 'varchar', length: 64 })
  externalUserId!: string;

  /** The rep's own name for the customer. */
  @Column({ type: 'varchar', length: 128, default: '' })
  remark!: string;

  /** The rep's description, sealed. */
  @Column({ type: 'text', nullable: true })
  sealedDescription!: string | null;

  @Column({ type: 'double' })
  followedAt!: number;

  @Column({ type: 'integer', default: 0 })
  addWay!: number;

  @Column({ type: 'varchar', length: 64, default: '' })
  channel!: string;

  @Column({ type: 'simple-json' })
  tagIds!: string[];

  /** The customer added the rep, who has not confirmed: chat works, relation APIs answer 84061. */
  @Column({ type: 'boolean', default: false })
  half!: boolean;

  /** Null: alive. */
  @Column({ type: 'double', nullable: true })
  endedAt!: number | null;

  @Column({ type: 'varchar', length: 16, nullable: true })
  endedBy!: RelationEnd | null;

  /** Newest event applied; an older one that comes late changes nothing. */
  @Column({ type: 'double', default: 0 })
  changedAt!: number;
}
