import type { Core } from '../core';
import type { CorpTag, TagGroup } from '../state';
import type { WireRequest, WireTable } from './call';
import { post } from './call';
import type { Body } from './fields';
import { charLength, isObject, Refusal, requiredText, shortText, textList, wholeNumber } from './fields';

const longestName = 30;

function asTag({ id, name, create_time, order }: CorpTag): Body {
  return { id, name, create_time, order };
}

function asGroup(group: TagGroup, tags = group.tags): Body {
  const { group_id, group_name, create_time, order } = group;
  return { group_id, group_name, create_time, order, tag: tags.map(asTag) };
}

function list(core: Core, request: WireRequest): Body {
  const groupIds = textList(request.body, 'group_id');
  const tagIds = textList(request.body, 'tag_id');
  const { tag_groups } = core.state;
  if (groupIds.length > 0) {
    return {
      tag_group: tag_groups.filter((group) => groupIds.includes(group.group_id)).map((group) => asGroup(group)),
    };
  }
  if (tagIds.length === 0) return { tag_group: tag_groups.map((group) => asGroup(group)) };
  const narrowed = tag_groups.map((group) => ({ group, tags: group.tags.filter((tag) => tagIds.includes(tag.id)) }));
  return { tag_group: narrowed.filter(({ tags }) => tags.length > 0).map(({ group, tags }) => asGroup(group, tags)) };
}

/** Finds or makes a group and puts tags into it; a name that is there already is not doubled. */
export function addTags(
  core: Core,
  groupName: string,
  names: { name: string; order: number }[],
  byApp: boolean,
): TagGroup {
  let group = core.state.tag_groups.find((one) => one.group_name === groupName);
  if (!group) {
    group = { group_id: core.nextId('et'), group_name: groupName, create_time: core.seconds(), order: 0, tags: [] };
    core.state.tag_groups.push(group);
  }
  for (const { name, order } of names) {
    if (group.tags.some((tag) => tag.name === name)) continue;
    group.tags.push({ id: core.nextId('et'), name, create_time: core.seconds(), order, made_by_app: byApp });
  }
  return group;
}

function readNewTags(body: Body): { name: string; order: number }[] {
  if (!Array.isArray(body.tag) || body.tag.length === 0) throw new Refusal(40058, 'missing tag');
  return body.tag.map((one: unknown) => {
    if (!isObject(one)) throw new Refusal(40058, 'tag should be object');
    const name = requiredText(one, 'name');
    if (charLength(name) > longestName) throw new Refusal(40058, `tag.name exceed max length ${longestName}`);
    return { name, order: wholeNumber(one, 'order', 0) };
  });
}

function add(core: Core, request: WireRequest): Body {
  const { body } = request;
  const tags = readNewTags(body);
  const byId = body.group_id ? findGroup(core, requiredText(body, 'group_id')) : undefined;
  const groupName = byId?.group_name ?? requiredText(body, 'group_name');
  shortText({ groupName }, 'groupName', longestName);
  const group = addTags(core, groupName, tags, true);
  if (typeof body.order === 'number' && !byId) group.order = body.order;
  core.changed();
  const asked = new Set(tags.map(({ name }) => name));
  return {
    tag_group: asGroup(
      group,
      group.tags.filter((tag) => asked.has(tag.name)),
    ),
  };
}

function findGroup(core: Core, id: string): TagGroup {
  const group = core.state.tag_groups.find((one) => one.group_id === id);
  if (!group) throw new Refusal(40068, 'invalid group_id');
  return group;
}

function checkOwn(tags: CorpTag[]): void {
  if (tags.some((tag) => !tag.made_by_app)) throw new Refusal(81011, 'no privilege: tag not made by this app');
}

function edit(core: Core, request: WireRequest): Body {
  const id = requiredText(request.body, 'id');
  const name = shortText(request.body, 'name', longestName);
  const group = core.state.tag_groups.find((one) => one.group_id === id || one.tags.some((tag) => tag.id === id));
  if (!group) throw new Refusal(40068, 'invalid tag id');
  const tag = group.tags.find((one) => one.id === id);
  checkOwn(tag ? [tag] : group.tags);
  if (name !== undefined) renameOrRefuse(core, group, tag, name);
  const target: { order: number } = tag ?? group;
  target.order = wholeNumber(request.body, 'order', target.order);
  core.changed();
  return {};
}

function renameOrRefuse(core: Core, group: TagGroup, tag: CorpTag | undefined, name: string): void {
  const taken = tag
    ? group.tags.some((one) => one !== tag && one.name === name)
    : core.state.tag_groups.some((one) => one !== group && one.group_name === name);
  if (taken) throw new Refusal(40071, 'tag name already exists');
  if (tag) tag.name = name;
  else group.group_name = name;
}

/** Takes tags off every customer; a group without tags vanishes. */
export function dropTags(core: Core, ids: string[]): void {
  const gone = new Set(ids);
  for (const group of core.state.tag_groups) group.tags = group.tags.filter((tag) => !gone.has(tag.id));
  core.state.tag_groups = core.state.tag_groups.filter((group) => group.tags.length > 0);
  for (const ofRep of core.state.relations.values()) {
    for (const relation of ofRep.values()) relation.tag_ids = relation.tag_ids.filter((id) => !gone.has(id));
  }
}

function remove(core: Core, request: WireRequest): Body {
  const groupIds = textList(request.body, 'group_id');
  const tagIds = textList(request.body, 'tag_id');
  if (groupIds.length + tagIds.length === 0) throw new Refusal(40058, 'missing tag_id');
  const all = core.state.tag_groups.flatMap((group) => group.tags.map((tag) => ({ tag, group })));
  const chosen = all.filter(({ tag, group }) => tagIds.includes(tag.id) || groupIds.includes(group.group_id));
  if (chosen.length === 0) throw new Refusal(40068, 'invalid tag id');
  checkOwn(chosen.map(({ tag }) => tag));
  dropTags(
    core,
    chosen.map(({ tag }) => tag.id),
  );
  core.changed();
  return {};
}

export const tagCalls: WireTable = {
  'externalcontact/get_corp_tag_list': post(list),
  'externalcontact/add_corp_tag': post(add),
  'externalcontact/edit_corp_tag': post(edit),
  'externalcontact/del_corp_tag': post(remove),
};
