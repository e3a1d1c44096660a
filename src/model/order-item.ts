import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One line of an order; what the customer now owns. Its index holds all that planning reads of a customer's purchases,
 * which else were a look-up each in the table.
 */
@Entity('order_items')
@Index('order_items_sku', ['sku', 'externalUserId'])
@Index('order_items_customer', ['externalUserId', 'deliveredOn', 'sku', 'quantity', 'orderNo', 'name'])
export class OrderItem {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  orderNo!: string;

  /** 0, 1, … in the order as reported. */
  @PrimaryColumn({ type: 'integer' })
  line!: number;

  /** Copied from the order, so that planning reads one table. Null: not matched, or refunded. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  externalUserId!: string | null;

  @Column({ type: 'varchar', length: 64 })
  sku!: string;

  @Column({ type: 'varchar', length: 128 })
  name!: string;

  @Column({ type: 'integer' })
  quantity!: number;

  @Column({ type: 'integer' })
  unitPriceCents!: number;

  /** Copied from the order: civil day that usage counts from. */
  @Column({ type: 'varchar', length: 10 })
  deliveredOn!: string;
}
