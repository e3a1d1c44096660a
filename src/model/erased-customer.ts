import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody whose data was erased at their own wish: the bare id, so that nothing brings them back. */
@Entity('erased_customers')
export class ErasedCustomer {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  externalUserId!: string;

  @Column({ type: 'double' })
  erasedAt!: number;

  @Column({ type: 'varchar', length: 36 })
  memberId!: string;
}
