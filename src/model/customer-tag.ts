import { Entity, Index, PrimaryColumn } from 'typeorm';

/** A corp tag on a customer, by any rep who still follows them: what follow relations say, kept so that tags can be asked for. */
@Entity('customer_tags')
@Index('customer_tags_customer', ['externalUserId'])
export class CustomerTag {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  tagId!: string;

  @PrimaryColumn({ type: 'varchar', length: 64 })
  externalUserId!: string;
}
