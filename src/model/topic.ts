import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Stage, Tier } from './customer';

export const topicKinds = ['share', 'ask'] as const;
/** 分享 something, or 征询 an opinion. */
export type TopicKind = (typeof topicKinds)[number];

/** 主题活动: what the shop wants to talk about with some of its customers in some days. */
@Entity('topics')
@Index('topics_days', ['toOn', 'fromOn'])
export class Topic {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 40 })
  title!: string;

  @Column({ type: 'varchar', length: 8 })
  kind!: TopicKind;

  /** Put into the template as it is. */
  @Column({ type: 'text' })
  text!: string;

  /** Civil days on which it may go out, both included. */
  @Column({ type: 'varchar', length: 10 })
  fromOn!: string;

  @Column({ type: 'varchar', length: 10 })
  toOn!: string;

  /** Empty: every stage. */
  @Column({ type: 'simple-json' })
  stages!: Stage[];

  /** Empty: every tier. */
  @Column({ type: 'simple-json' })
  tiers!: Tier[];

  /** Only owners of a product with one of these tags; empty: everybody. */
  @Column({ type: 'simple-json' })
  productTags!: string[];

  @Column({ type: 'double' })
  createdAt!: number;

  /** Rises with every change, by a millisecond at least: what a stale edit is known by. */
  @Column({ type: 'double' })
  updatedAt!: number;
}
