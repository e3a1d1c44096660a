import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const appMessageStates = ['waiting', 'sent', 'failed', 'expired'] as const;
export type AppMessageState = (typeof appMessageStates)[number];

/** Outbox of what the app says to reps: digests, cards, answers. */
@Entity('app_messages')
@Index('app_messages_state', ['state', 'nextAttemptAt'])
export class AppMessage {
  /** The occasion of the message, e.g. `digest:2027-01-01:rep.lin`; said once. Also a card's task id. */
  @PrimaryColumn({ type: 'varchar', length: 120 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  repUserId!: string;

  /** AppMessageBody of kernel/ports, as JSON, sealed: it may quote notes. */
  @Column({ type: 'text' })
  sealedBody!: string;

  @Column({ type: 'varchar', length: 10 })
  state!: AppMessageState;

  @Column({ type: 'double' })
  createdAt!: number;

  /** Not worth saying after this. */
  @Column({ type: 'double' })
  notAfter!: number;

  @Column({ type: 'double' })
  nextAttemptAt!: number;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'double', nullable: true })
  sentAt!: number | null;

  @Column({ type: 'varchar', length: 256, nullable: true })
  messageId!: string | null;

  @Column({ type: 'varchar', length: 512, nullable: true })
  responseCode!: string | null;

  @Column({ type: 'text', nullable: true })
  fault!: string | null;
}
