import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 微信客服 account: an entry to the shop, with how far we have read what was said there. */
@Entity('kf_accounts')
export class KfAccount {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  openKfId!: string;

  @Column({ type: 'varchar', length: 64, default: '' })
  name!: string;

  /** Our app may pull and send; false too once the account is gone. */
  @Column({ type: 'boolean' })
  managed!: boolean;

  /** Moves on in the transaction that keeps what was read. Empty: from the last 3 days on. */
  @Column({ type: 'varchar', length: 128, default: '' })
  cursor!: string;

  /** Of the newest callback, good for 10 minutes. */
  @Column({ type: 'varchar', length: 256, nullable: true })
  token!: string | null;

  @Column({ type: 'double', default: 0 })
  tokenAt!: number;

  /** How often WeCom rang, and the count that the last complete reading had seen. */
  @Column({ type: 'integer', default: 0 })
  bells!: number;

  @Column({ type: 'integer', default: 0 })
  servedBells!: number;

  /** When it was last read to the end. */
  @Column({ type: 'double', default: 0 })
  pulledAt!: number;

  /** One reader at a time; each taking raises the fence. */
  @Column({ type: 'double', default: 0 })
  leaseUntil!: number;

  @Column({ type: 'integer', default: 0 })
  fence!: number;
}
