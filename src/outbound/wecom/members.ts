import { z } from 'zod';
import { WecomError } from '../../kernel/errors';
import type { RemoteRep, WecomPlatform } from '../../kernel/ports';
import { listOf, text } from './call';
import type { Caller } from './caller';

/** user/get: 1 active, 2 disabled, 4 not activated, 5 left. */
const activeStatus = 1;
/** Not in our sight, or gone since the list was made. */
const invisible = [60011, 60021, 60030, 60111];

const member = z.looseObject({
  userid: z.string(),
  name: text,
  department: listOf(z.number()),
  status: z.number().optional(),
});

const agentReply = z.looseObject({
  name: text,
  close: z.number().nullish(),
  allow_userinfos: z.looseObject({ user: listOf(z.looseObject({ userid: z.string() })) }).nullish(),
  allow_partys: z.looseObject({ partyid: listOf(z.number()) }).nullish(),
});

type Members = Pick<WecomPlatform, 'getRep' | 'listReps' | 'getAgent'>;

export function members(caller: Caller, options: { agentId: number }): Members {
  async function getRep(repUserId: string): Promise<RemoteRep> {
    return repOf(
      await caller.call({ path: '/cgi-bin/user/get', repeat: 'read', query: { userid: repUserId }, reply: member }),
    );
  }

  async function getAgent() {
    const agent = await caller.call({
      path: '/cgi-bin/agent/get',
      repeat: 'read',
      query: { agentid: options.agentId },
      reply: agentReply,
    });
    return {
      name: agent.name,
      closed: agent.close === 1,
      repUserIds: (agent.allow_userinfos?.user ?? []).map((user) => user.userid),
      departmentIds: agent.allow_partys?.partyid ?? [],
    };
  }

  async function departmentIds(): Promise<number[]> {
    const reply = await caller.call({
      path: '/cgi-bin/department/simplelist',
      repeat: 'read',
      reply: z.looseObject({ department_id: listOf(z.looseObject({ id: z.number() })) }),
    });
    return reply.department_id.map((department) => department.id);
  }

  async function repsOfDepartment(departmentId: number): Promise<RemoteRep[]> {
    const reply = await caller.call({
      path: '/cgi-bin/user/simplelist',
      repeat: 'read',
      query: { department_id: departmentId },
      reply: z.looseObject({ userlist: listOf(member) }),
    });
    return reply.userlist.map((row) => {
      const rep = repOf(row);
      return rep.departmentIds.length > 0 ? rep : { ...rep, departmentIds: [departmentId] };
    });
  }

  async function getVisibleRep(repUserId: string): Promise<RemoteRep[]> {
    try {
      return [await getRep(repUserId)];
    } catch (error) {
      if (error instanceof WecomError && invisible.includes(error.errcode)) return [];
      throw error;
    }
  }

  return {
    getRep,
    getAgent,
    /** The visible range may also name members whose departments are out of sight: they are fetched one by one. */
    async listReps() {
      const [departments, agent] = await Promise.all([departmentIds(), getAgent()]);
      const inDepartments = mergeReps((await Promise.all(departments.map(repsOfDepartment))).flat());
      const seen = new Set(inDepartments.map((rep) => rep.repUserId.toLowerCase()));
      const alone = agent.repUserIds.filter((repUserId) => !seen.has(repUserId.toLowerCase()));
      return mergeReps([...inDepartments, ...(await Promise.all(alone.map(getVisibleRep))).flat()]);
    },
  };
}

function repOf(row: z.infer<typeof member>): RemoteRep {
  return {
    repUserId: row.userid,
    name: row.name,
    departmentIds: row.department,
    active: (row.status ?? activeStatus) === activeStatus,
  };
}

/** One entry a member, whatever the case of the userid, with all its departments. */
function mergeReps(reps: RemoteRep[]): RemoteRep[] {
  const merged = new Map<string, RemoteRep>();
  for (const rep of reps) {
    const key = rep.repUserId.toLowerCase();
    const known = merged.get(key);
    const departments = new Set([...(known?.departmentIds ?? []), ...rep.departmentIds]);
    merged.set(key, { ...(known ?? rep), departmentIds: [...departments] });
  }
  return [...merged.values()];
}
