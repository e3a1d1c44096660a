import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A member's session at the console; its token is known to the browser alone. */
@Entity('console_sessions')
@Index('console_sessions_member', ['memberId', 'lastSeenAt'])
export class ConsoleSession {
  /** SHA-256 of the token, hex. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  tokenHash!: string;

  @Column({ type: 'varchar', length: 36 })
  memberId!: string;

  /** The network it was opened from: a session that turns up elsewhere is ended. */
  @Column({ type: 'varchar', length: 64 })
  network!: string;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  lastSeenAt!: number;

  /** When the member last proved who they are; the steps that cannot be taken back want it fresh. */
  @Column({ type: 'double' })
  provedAt!: number;

  /** Signed out, too old, moved to another network, or ended by an admin. */
  @Column({ type: 'double', nullable: true })
  endedAt!: number | null;
}
