import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A word of help some days after delivery. */
export interface UsageStep {
  /** Days from delivery. */
  day: number;
  title: string;
  text: string;
}

export interface Consumable {
  /** What is bought again; absent: the product itself. */
  sku?: string;
  cycleDays: number;
  leadDays: number;
}

/** 商品, with its rhythm. */
@Entity('products')
export class Product {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  sku!: string;

  @Column({ type: 'varchar', length: 128 })
  name!: string;

  /** Integer fen. */
  @Column({ type: 'integer', nullable: true })
  priceCents!: number | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  category!: string | null;

  @Column({ type: 'simple-json' })
  usageSteps!: UsageStep[];

  @Column({ type: 'simple-json', nullable: true })
  consumable!: Consumable | null;

  /** Steps and consumable are kept, but nobody hears of them. */
  @Column({ type: 'boolean', default: false })
  rhythmOff!: boolean;

  @Column({ type: 'simple-json' })
  upgradeTo!: string[];

  @Column({ type: 'simple-json' })
  complements!: string[];

  @Column({ type: 'simple-json' })
  tags!: string[];

  @Column({ type: 'double' })
  createdAt!: number;

  /** Rises with every change, by a millisecond at least: what a stale edit is known by. */
  @Column({ type: 'double' })
  updatedAt!: number;
}
