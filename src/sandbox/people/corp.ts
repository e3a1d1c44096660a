import type { Core } from '../core';
import { ImpossibleAct } from '../core';
import { memberEvent, tagEvent } from '../events';
import type { Member } from '../state';
import { addTags, dropTags } from '../wire/tags';

export interface NewRep {
  repUserId: string;
  name: string;
  departmentIds?: number[];
  position?: string;
  /** False: outside the app's visible range. */
  visible?: boolean;
  /** False: without the customer-contact function. */
  follows?: boolean;
}

/** The admin hires a member; fires subscribe when the app may see them. */
export function hire(core: Core, wanted: NewRep, quietly = false): Member {
  if (core.member(wanted.repUserId)?.status === 1) throw new ImpossibleAct(`成员 ${wanted.repUserId} 已存在`);
  const member: Member = {
    userid: wanted.repUserId,
    name: wanted.name,
    alias: '',
    position: wanted.position ?? '导购',
    department: wanted.departmentIds ?? [1],
    status: 1,
    in_range: wanted.visible ?? true,
    follows: wanted.follows ?? true,
  };
  core.state.members.set(member.userid.toLowerCase(), member);
  if (!quietly && member.in_range) core.fire(memberEvent(core, member.userid, 'subscribe'));
  core.changed();
  return member;
}

/** The rep leaves the corp: unsubscribe; their customers are left without them. */
export function repLeaves(core: Core, userid: string): void {
  const member = core.actor(userid);
  member.status = 5;
  if (member.in_range) core.fire(memberEvent(core, member.userid, 'unsubscribe'));
  core.changed();
}

/** The admin moves a member into or out of the app's visible range. */
export function adminSetsVisible(core: Core, userid: string, visible: boolean): void {
  const member = core.actor(userid);
  if (member.in_range === visible) return;
  member.in_range = visible;
  core.fire(memberEvent(core, member.userid, visible ? 'subscribe' : 'unsubscribe'));
  core.changed();
}

/** The admin adds a corp tag in the console: tag_group and tag events. */
export function adminAddsTag(core: Core, groupName: string, name: string): { groupId: string; tagId: string } {
  const isNew = !core.state.tag_groups.some((group) => group.group_name === groupName);
  const group = addTags(core, groupName, [{ name, order: 0 }], false);
  const tag = group.tags.find((one) => one.name === name);
  if (!tag) throw new ImpossibleAct(`标签 ${name} 没有建成`);
  if (isNew) core.fire(tagEvent(core, 'create', group.group_id, 'tag_group'));
  core.fire(tagEvent(core, 'create', tag.id, 'tag'));
  core.changed();
  return { groupId: group.group_id, tagId: tag.id };
}

export function adminRenamesTag(core: Core, tagId: string, name: string): void {
  const tag = core.state.tag_groups.flatMap((group) => group.tags).find((one) => one.id === tagId);
  if (!tag) throw new ImpossibleAct(`没有标签 ${tagId}`);
  tag.name = name;
  core.fire(tagEvent(core, 'update', tagId, 'tag'));
  core.changed();
}

/** Deletes one tag, or a whole group: that comes without events for its tags. */
export function adminDeletesTag(core: Core, id: string): void {
  const group = core.state.tag_groups.find((one) => one.group_id === id);
  dropTags(core, group ? group.tags.map((tag) => tag.id) : [id]);
  core.fire(tagEvent(core, 'delete', id, group ? 'tag_group' : 'tag'));
  core.changed();
}

/** An order change names a group, or nothing when all groups moved. */
export function adminShufflesTags(core: Core, groupId = ''): void {
  core.fire(tagEvent(core, 'shuffle', groupId));
}
