import { type DataSource, IsNull } from 'typeorm';
import { Member, type MemberRole, memberRoles } from '../../model/member';
import { Rep } from '../../model/rep';
import type { Clock } from '../../kernel/ports';
import { idleMs } from './sessions';

/** A member with what an admin sees beside the row. */
export interface ListedMember {
  member: Member;
  repName: string | null;
  /** The rep has left WeCom: so has the member. */
  hasLeft: boolean;
  openSessions: number;
  /** Null: never signed in, or longer ago than sessions are kept. */
  lastSeenAt: number | null;
}

interface SessionRow {
  memberId: string;
  openSessions: number;
  lastSeenAt: number;
}

/** Everybody who may sign in, those who may not any more last. */
export class MemberList {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock }) {}

  async all(): Promise<ListedMember[]> {
    const { dataSource } = this.options;
    const members = await dataSource.getRepository(Member).find({ order: { createdAt: 'ASC', id: 'ASC' } });
    const reps = new Map((await this.reps()).map((rep) => [rep.repUserId.toLowerCase(), rep]));
    const sessions = new Map((await this.sessions()).map((row) => [row.memberId, row]));
    const listed = members.map((member) => {
      const rep = member.repUserId === null ? undefined : reps.get(member.repUserId.toLowerCase());
      const seen = sessions.get(member.id);
      return {
        member,
        repName: rep?.name ?? null,
        hasLeft: rep !== undefined && rep.leftAt !== null,
        openSessions: Number(seen?.openSessions ?? 0),
        lastSeenAt: seen?.lastSeenAt ?? null,
      };
    });
    return listed.sort(
      (one, other) => Number(one.member.disabledAt !== null) - Number(other.member.disabledAt !== null),
    );
  }

  /** How many may sign in with each role. */
  async countByRole(): Promise<Record<MemberRole, number>> {
    const members = await this.options.dataSource.getRepository(Member).findBy({ disabledAt: IsNull() });
    const counted = memberRoles.map((role) => [role, members.filter((member) => member.role === role).length]);
    // One entry for each role.
    return Object.fromEntries(counted) as Record<MemberRole, number>;
  }

  /** Whom a member may be bound to. */
  reps(): Promise<Rep[]> {
    return this.options.dataSource.getRepository(Rep).find({ order: { name: 'ASC', repUserId: 'ASC' } });
  }

  private sessions(): Promise<SessionRow[]> {
    const { dataSource, clock } = this.options;
    // Counted by the database: sessions are kept for weeks.
    return dataSource.query(
      `select memberId, max(lastSeenAt) as lastSeenAt,
        sum(case when endedAt is null and lastSeenAt > ? then 1 else 0 end) as openSessions
        from console_sessions group by memberId`,
      [clock.now() - idleMs],
    );
  }
}
