import type { Core } from '../core';
import type { Member } from '../state';
import type { WireTable } from './call';
import { get, parameter, visibleMember } from './call';
import type { Body } from './fields';
import { Refusal } from './fields';

function seen(core: Core): Member[] {
  return [...core.state.members.values()].filter((member) => member.in_range && member.status !== 5);
}

/** What apps made after 2022-06-20 still get (wecom-core §8). */
function detail(member: Member): Body {
  const { userid, name, alias, position, department, status } = member;
  return {
    userid,
    name,
    alias,
    position,
    department,
    status,
    order: department.map(() => 0),
    main_department: department[0],
  };
}

function visibleDepartments(core: Core): number[] {
  const ids = new Set(seen(core).flatMap((member) => member.department));
  for (const id of [...ids]) addParents(core, id, ids);
  return core.state.departments.filter(({ id }) => ids.has(id)).map(({ id }) => id);
}

function addParents(core: Core, id: number, into: Set<number>): void {
  const parent = core.state.departments.find((department) => department.id === id)?.parentid;
  if (parent === undefined || parent === 0 || into.has(parent)) return;
  into.add(parent);
  addParents(core, parent, into);
}

function checkAgent(core: Core, agentid: string): void {
  if (Number(agentid) !== core.settings.agentId) throw new Refusal(301002, 'not allow operate another agent');
}

export const memberCalls: WireTable = {
  'user/get': get((core, request) => detail(visibleMember(core, parameter(request, 'userid', 41009)))),

  'user/simplelist': get((core, request) => {
    const id = Number(parameter(request, 'department_id', 41019));
    if (!core.state.departments.some((department) => department.id === id))
      throw new Refusal(60003, 'department not found');
    const userlist = seen(core)
      .filter((member) => member.department.includes(id))
      .map(({ userid, name, department }) => ({ userid, name, department }));
    return { userlist };
  }),

  'department/simplelist': get((core, request) => {
    const root = request.query.get('id');
    const ids = visibleDepartments(core);
    const rows = core.state.departments.filter(({ id }) => ids.includes(id));
    const below = root === null ? rows : rows.filter(({ id }) => isBelow(core, id, Number(root)));
    return { department_id: below.map(({ id, parentid, order }) => ({ id, parentid, order })) };
  }),

  'agent/get': get((core, request) => {
    checkAgent(core, parameter(request, 'agentid', 41011));
    return {
      agentid: core.settings.agentId,
      name: core.settings.agentName,
      description: core.settings.corpName,
      allow_userinfos: { user: seen(core).map(({ userid }) => ({ userid })) },
      allow_partys: { partyid: [] },
      allow_tags: { tagid: [] },
      close: 0,
      isreportenter: 1,
      report_location_flag: 0,
      redirect_domain: '',
      home_url: '',
    };
  }),

  get_api_domain_ip: get(() => ({ ip_list: ['127.0.0.1'] })),
  getcallbackip: get(() => ({ ip_list: ['127.0.0.1'] })),
};

function isBelow(core: Core, id: number, root: number): boolean {
  if (id === root) return true;
  const parent = core.state.departments.find((department) => department.id === id)?.parentid;
  return parent !== undefined && parent !== 0 && isBelow(core, parent, root);
}
