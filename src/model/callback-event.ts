import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const callbackEventStates = ['received', 'done', 'parked'] as const;
export type CallbackEventState = (typeof callbackEventStates)[number];

/** The inbox: one row for each thing WeCom told us, kept before it is acknowledged. */
@Entity('callback_events')
@Index('callback_events_waiting', ['state', 'priority', 'nextAttemptAt'])
export class CallbackEvent {
  /** Hash of the decrypted event's whole identity: what makes a repeat a repeat. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id!: string;

  /** Message kind, event or event and change type, e.g. `change_external_contact.add_external_contact`. */
  @Column({ type: 'varchar', length: 100 })
  kind!: string;

  /** The decrypted XML, sealed: it may hold names, notes and phone numbers. Emptied some days after it is done. */
  @Column({ type: 'text' })
  sealedXml!: string;

  /** 0 is served first: a welcome code lives 20 s. */
  @Column({ type: 'integer' })
  priority!: number;

  @Column({ type: 'double' })
  receivedAt!: number;

  @Column({ type: 'varchar', length: 10 })
  state!: CallbackEventState;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** Epoch ms; also the end of a lease while a worker holds the row. */
  @Column({ type: 'double' })
  nextAttemptAt!: number;

  /** Rises with each lease; a worker that lost its lease no longer matches it and cannot write. */
  @Column({ type: 'integer', default: 0 })
  fence!: number;

  @Column({ type: 'double', nullable: true })
  doneAt!: number | null;

  /** Why it is parked or was put off. */
  @Column({ type: 'text', nullable: true })
  fault!: string | null;
}
