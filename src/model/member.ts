import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const memberRoles = ['admin', 'operator', 'lead', 'rep', 'auditor'] as const;
/** 管理员, 运营, 组长, 导购, 审计员. */
export type MemberRole = (typeof memberRoles)[number];

/** 成员: somebody who may sign in to the console; the allow-list, also for those whom WeCom names. */
@Entity('members')
@Index('members_login', ['login'], { unique: true })
@Index('members_rep', ['repUserId'], { unique: true })
export class Member {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** What they type to sign in; lower case. */
  @Column({ type: 'varchar', length: 64 })
  login!: string;

  @Column({ type: 'varchar', length: 64 })
  name!: string;

  @Column({ type: 'varchar', length: 16 })
  role!: MemberRole;

  /** May approve what is sent to customers; a right apart from that to edit. */
  @Column({ type: 'boolean', default: false })
  maySend!: boolean;

  /** Who they are in WeCom; null: a local account alone. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  repUserId!: string | null;

  /** Whose customers a lead sees: departments of WeCom. */
  @Column({ type: 'simple-json' })
  departmentIds!: number[];

  /** scrypt, with its parameters in front; null: signs in through WeCom only. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  passwordHash!: string | null;

  /** Sealed; null: no second factor. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  sealedTotpSecret!: string | null;

  /** The last 30-second step whose code was used: a code works once. */
  @Column({ type: 'double', default: 0 })
  totpStep!: number;

  /** May no longer sign in. */
  @Column({ type: 'double', nullable: true })
  disabledAt!: number | null;

  @Column({ type: 'double' })
  createdAt!: number;

  @Column({ type: 'double' })
  updatedAt!: number;
}
