import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const messageStates = ['received', 'intended', 'sent', 'failed', 'expired'] as const;
/** `intended`: decided, not yet in WeCom's hands for sure. */
export type MessageState = (typeof messageStates)[number];

/** One thing said in a kf conversation, or what happened in it. */
@Entity('messages')
@Index('messages_own_id', ['openKfId', 'messageId'], { unique: true })
@Index('messages_conversation', ['conversationId', 'sentAt', 'id'])
@Index('messages_about', ['openKfId', 'aboutMessageId'])
export class Message {
  /** Sorts by time, and within a second by the order in which WeCom told. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  openKfId!: string;

  /** WeCom's id, or the one we give to what we send: unique in the account, so a message is kept and sent once. */
  @Column({ type: 'varchar', length: 128 })
  messageId!: string;

  /** Null: of no customer, e.g. a servicer who stopped receiving. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  conversationId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  origin!: 'customer' | 'servicer' | 'us' | 'system';

  /** Kind of the body, or of the event: `text`, `image`, `entered`, `recalled`. */
  @Column({ type: 'varchar', length: 24 })
  kind!: string;

  /** KfBody or KfContent of kernel/kf, or the event, as JSON, sealed. */
  @Column({ type: 'text' })
  sealedBody!: string;

  /** By WeCom; epoch ms of whole seconds. Of ours: when it was decided. */
  @Column({ type: 'double' })
  sentAt!: number;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'varchar', length: 10 })
  state!: MessageState;

  /** A customer's message: when it was decided what to do about it. */
  @Column({ type: 'double', nullable: true })
  handledAt!: number | null;

  @Column({ type: 'double', nullable: true })
  recalledAt!: number | null;

  /** Of a recall or a failure: the message it is about. */
  @Column({ type: 'varchar', length: 128, nullable: true })
  aboutMessageId!: string | null;

  /** Ours: sent for this code of an event instead of into the open conversation. */
  @Column({ type: 'varchar', length: 256, nullable: true })
  eventCode!: string | null;

  /** Ours: not worth saying after this. */
  @Column({ type: 'double', nullable: true })
  notAfter!: number | null;

  /** Why it did not arrive; zh-CN. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  fault!: string | null;
}
