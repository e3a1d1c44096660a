import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 会话: what one customer, or a visitor who is none yet, and one kf account have to say to each other. */
@Entity('conversations')
@Index('conversations_pair', ['openKfId', 'externalUserId'], { unique: true })
@Index('conversations_customer', ['externalUserId'])
@Index('conversations_due', ['dueAt'])
@Index('conversations_follow_up', ['followUpAt'])
@Index('conversations_waiting', ['state', 'lastCustomerAt'])
export class Conversation {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  openKfId!: string;

  /** The same id as the customer's, when the visitor is one. */
  @Column({ type: 'varchar', length: 64 })
  externalUserId!: string;

  /** WeChat nickname of a visitor who is no customer. */
  @Column({ type: 'varchar', length: 128, default: '' })
  name!: string;

  /** KfState of kernel/kf, as we know it last. */
  @Column({ type: 'varchar', length: 8, default: 'new' })
  state!: 'new' | 'bot' | 'pool' | 'human' | 'ended';

  /** Who has it, in state `human`. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  servicerUserId!: string | null;

  /** The last customer's message: 48 hours from it we may write. */
  @Column({ type: 'double', nullable: true })
  lastCustomerAt!: number | null;

  /** Something is to be decided or sent, from this instant on. */
  @Column({ type: 'double', nullable: true })
  dueAt!: number | null;

  /** Rises with whatever comes in, so that what comes while it is served is not overlooked. */
  @Column({ type: 'integer', default: 0 })
  news!: number;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** One server at a time; each taking raises the fence. */
  @Column({ type: 'double', default: 0 })
  leaseUntil!: number;

  @Column({ type: 'integer', default: 0 })
  fence!: number;

  /** When the rep is told to go on with it, about what was said since `followUpFrom`. */
  @Column({ type: 'double', nullable: true })
  followUpAt!: number | null;

  @Column({ type: 'double', nullable: true })
  followUpFrom!: number | null;

  /** When the visitor was last asked to become a rep's friend. */
  @Column({ type: 'double', nullable: true })
  invitedAt!: number | null;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  updatedAt!: number;
}
