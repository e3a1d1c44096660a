import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const orderStatuses = ['paid', 'delivered', 'refunded'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** 订单. */
@Entity('orders')
@Index('orders_customer', ['externalUserId', 'paidAt'])
@Index('orders_mobile', ['mobileHash'])
@Index('orders_union', ['unionId'])
export class Order {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  orderNo!: string;

  /** Null: bought by somebody whom no rep has added yet; matched when they come. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  externalUserId!: string | null;

  /** As reported; kept so that a customer who comes later is matched. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  unionId!: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  mobileHash!: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  sealedMobile!: string | null;

  @Column({ type: 'double' })
  paidAt!: number;

  /** As reported; null: never. */
  @Column({ type: 'double', nullable: true })
  deliveredAt!: number | null;

  /** Civil day that usage counts from: of deliveredAt, or paid + 3 days (setting) when never reported. */
  @Column({ type: 'varchar', length: 10 })
  deliveredOn!: string;

  /** Integer fen. */
  @Column({ type: 'integer' })
  totalCents!: number;

  @Column({ type: 'varchar', length: 10 })
  status!: OrderStatus;

  /** `api`, `import` or `rep:<repUserId>`. */
  @Column({ type: 'varchar', length: 80 })
  source!: string;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  updatedAt!: number;
}
