import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AttachmentRef } from './template-asset';

export const massSendStates = ['intended', 'unknown', 'created', 'rejected', 'finished', 'cancelled'] as const;
export type MassSendState = (typeof massSendStates)[number];

/**
 * Its recipients are the touches that carry its id. The intent and the outcome of one add_msg_template call: WeCom has no idempotency key, so this row is it.
 * intended -> (call) -> created | rejected | unknown; unknown -> created (found) | intended (twice not found) ; created -> finished | cancelled.
 */
@Entity('mass_sends')
@Index('mass_sends_state', ['state', 'nextLookAt'])
@Index('mass_sends_message', ['messageId'], { unique: true })
@Index('mass_sends_rep', ['repUserId', 'intendedAt'])
@Index('mass_sends_intended', ['intendedAt', 'id', 'repUserId'])
export class MassSend {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 64 })
  repUserId!: string;

  @Column({ type: 'text' })
  text!: string;

  /** Null: the text alone. */
  @Column({ type: 'simple-json', nullable: true })
  attachments!: AttachmentRef[] | null;

  /** Of text and attachments: what a lost task is recognised by. */
  @Column({ type: 'varchar', length: 64 })
  contentHash!: string;

  @Column({ type: 'varchar', length: 10 })
  state!: MassSendState;

  /** WeCom's msgid; a task is bound to one intent only. */
  @Column({ type: 'varchar', length: 128, nullable: true })
  messageId!: string | null;

  @Column({ type: 'double' })
  intendedAt!: number;

  /** When the call was made (t0 of the look-up); null: not yet, so safe to call. */
  @Column({ type: 'double', nullable: true })
  calledAt!: number | null;

  @Column({ type: 'integer', default: 0 })
  negativeScans!: number;

  /** Next poll of results, or next look-up of an unknown. */
  @Column({ type: 'double' })
  nextLookAt!: number;

  @Column({ type: 'integer', default: 0 })
  looks!: number;

  /** Instants of reminders, newest last; WeCom allows 3 in 24 h. */
  @Column({ type: 'simple-json' })
  remindedAt!: number[];

  /** After this the unsent rest is cancelled. */
  @Column({ type: 'double' })
  notAfter!: number;

  /** Rises with each lease of the row. */
  @Column({ type: 'integer', default: 0 })
  fence!: number;

  @Column({ type: 'text', nullable: true })
  fault!: string | null;
}
