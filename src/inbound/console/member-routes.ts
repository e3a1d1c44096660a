import { done } from '../../contract/console/endpoint';
import { memberEndpoints, type MemberView } from '../../contract/console/members';
import type { MemberChanges } from '../../features/access/member-changes';
import type { ListedMember, MemberList } from '../../features/access/member-list';
import type { Members } from '../../features/access/members';
import { type ConsoleResource, resource } from './routes';

export interface MemberRouteDeps {
  members: Members;
  memberList: MemberList;
  memberChanges: MemberChanges;
}

/** 成员与权限. */
export function memberRoutes({ members, memberList, memberChanges }: MemberRouteDeps): ConsoleResource {
  return resource(memberEndpoints, {
    listMembers: async () => {
      const [all, reps] = [await memberList.all(), await memberList.reps()];
      return {
        members: all.map(memberView),
        reps: reps
          .filter(({ leftAt }) => leftAt === null)
          .map(({ repUserId, name, departmentIds }) => ({ repUserId, name, departmentIds })),
      };
    },
    addMember: async ({ actor, body }) => ({ id: (await members.add(actor, body)).id }),
    editMember: async ({ actor, params, body }) => {
      await memberChanges.edit(actor, params.id, body);
      return done;
    },
    setMemberPassword: async ({ actor, params, body }) => {
      await memberChanges.setPassword(actor, params.id, body.password);
      return done;
    },
    disableMember: async ({ actor, params, body }) => {
      await memberChanges.setDisabled(actor, params.id, body.disabled);
      return done;
    },
    removeMemberTotp: async ({ actor, params }) => {
      await memberChanges.removeTotp(actor, params.id);
      return done;
    },
    endMemberSessions: async ({ actor, params }) => {
      await memberChanges.endSessions(actor, params.id);
      return done;
    },
  });
}

function memberView({ member, repName, hasLeft, openSessions, lastSeenAt }: ListedMember): MemberView {
  const { id, login, name, role, maySend, repUserId, departmentIds, disabledAt, updatedAt } = member;
  return {
    ...{ id, login, name, role, maySend, repUserId, departmentIds, updatedAt, repName, hasLeft, openSessions },
    hasPassword: member.passwordHash !== null,
    hasTotp: member.sealedTotpSecret !== null,
    disabledAt: isoOf(disabledAt),
    lastSeenAt: isoOf(lastSeenAt),
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
