import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A phone number of a customer, as a rep's remark or an import gave it. */
@Entity('customer_mobiles')
@Index('customer_mobiles_customer', ['externalUserId'])
export class CustomerMobile {
  /** Keyed hash of the number. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  mobileHash!: string;

  @PrimaryColumn({ type: 'varchar', length: 64 })
  externalUserId!: string;

  @Column({ type: 'varchar', length: 255 })
  sealedMobile!: string;
}
