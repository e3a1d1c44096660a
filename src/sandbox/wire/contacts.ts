import type { Core } from '../core';
import type { Relation } from '../state';
import type { WireRequest, WireTable } from './call';
import { get, parameter, post, visibleMember, visibleRep } from './call';
import type { Body } from './fields';
import { optionalText, pageOf, Refusal, requiredText, shortText, textList } from './fields';

const mostReps = 100;
const followersPerPage = 500;

/** A relation that APIs act on: 84061 when the rep deleted the customer or has not confirmed them. */
function standingRelation(core: Core, userid: string, externalUserid: string): Relation {
  visibleRep(core, userid);
  if (!core.contact(externalUserid)) throw new Refusal(40096, 'invalid external_userid');
  const relation = core.relation(userid, externalUserid);
  if (!relation || relation.half) throw new Refusal(84061, 'not external contact');
  return relation;
}

/** A rep's relations that APIs list; half-added ones are not among them. */
function listed(core: Core, userid: string): Relation[] {
  return core.relationsOf(userid).filter((relation) => !relation.half);
}

function corpTags(core: Core, relation: Relation): Body[] {
  const found: Body[] = [];
  for (const group of core.state.tag_groups) {
    for (const tag of group.tags) {
      if (!relation.tag_ids.includes(tag.id)) continue;
      found.push({ group_name: group.group_name, tag_name: tag.name, tag_id: tag.id, type: 1 });
    }
  }
  return found;
}

function common(relation: Relation): Body {
  const { userid, remark, description, createtime, remark_corp_name, remark_mobiles, oper_userid, add_way, state } =
    relation;
  const base = { userid, remark, description, createtime, remark_corp_name, remark_mobiles, oper_userid, add_way };
  return state === '' ? base : { ...base, state };
}

function asFollowUser(core: Core, relation: Relation): Body {
  const personal = relation.personal_tags.map((tag) => ({ ...tag, type: 2 }));
  return { ...common(relation), tags: [...corpTags(core, relation), ...personal] };
}

function asFollowInfo(relation: Relation): Body {
  return { ...common(relation), tag_id: relation.tag_ids };
}

function getContact(core: Core, request: WireRequest): Body {
  const id = parameter(request, 'external_userid', 41035);
  const contact = core.contact(id);
  if (!contact) throw new Refusal(40096, 'invalid external_userid');
  const followers = core.followersOf(id).filter((relation) => !relation.half);
  if (followers.length === 0) throw new Refusal(84061, 'not external contact');
  const visible = followers.filter((relation) => isWorking(core, relation.userid));
  if (visible.length === 0) throw new Refusal(40096, 'invalid external_userid: no follower in range');
  const paging: Body = { cursor: request.query.get('cursor') ?? undefined };
  const page = pageOf(visible, paging, { normal: followersPerPage, max: followersPerPage }, id);
  return {
    external_contact: contact,
    follow_user: page.rows.map((relation) => asFollowUser(core, relation)),
    next_cursor: page.next_cursor,
  };
}

function isWorking(core: Core, userid: string): boolean {
  const member = core.member(userid);
  return member !== undefined && member.status !== 5 && member.in_range;
}

function batchByUser(core: Core, request: WireRequest): Body {
  const userids = textList(request.body, 'userid_list', mostReps);
  if (userids.length === 0) throw new Refusal(41009, 'missing userid_list');
  userids.forEach((userid) => visibleRep(core, userid));
  const relations = userids.flatMap((userid) => listed(core, userid));
  const page = pageOf(relations, request.body, { normal: 50, max: 100 }, userids.join('|'));
  const rows = page.rows.map((relation) => ({
    external_contact: core.contact(relation.external_userid),
    follow_info: asFollowInfo(relation),
  }));
  return { external_contact_list: rows, next_cursor: page.next_cursor, fail_info: { unlicensed_userid_list: [] } };
}

function remark(core: Core, request: WireRequest): Body {
  const { body } = request;
  const relation = standingRelation(
    core,
    requiredText(body, 'userid', 41009),
    requiredText(body, 'external_userid', 41035),
  );
  const change = {
    remark: shortText(body, 'remark', 20),
    description: shortText(body, 'description', 150),
    remark_corp_name: shortText(body, 'remark_company', 20),
    remark_mobiles: body.remark_mobiles === undefined ? undefined : textList(body, 'remark_mobiles'),
  };
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  if (given.length === 0 && optionalText(body, 'remark_pic_mediaid') === undefined)
    throw new Refusal(40058, 'nothing to change');
  Object.assign(relation, Object.fromEntries(given));
  relation.remark_mobiles = relation.remark_mobiles.filter((mobile) => mobile !== '');
  core.changed();
  return {};
}

function markTag(core: Core, request: WireRequest): Body {
  const { body } = request;
  const relation = standingRelation(
    core,
    requiredText(body, 'userid', 41009),
    requiredText(body, 'external_userid', 41035),
  );
  const add = textList(body, 'add_tag');
  const remove = textList(body, 'remove_tag');
  if (add.length + remove.length === 0) throw new Refusal(40058, 'add_tag and remove_tag both empty');
  const known = new Set(core.state.tag_groups.flatMap((group) => group.tags.map((tag) => tag.id)));
  if ([...add, ...remove].some((id) => !known.has(id))) throw new Refusal(40068, 'invalid tag id');
  const kept = relation.tag_ids.filter((id) => !remove.includes(id));
  relation.tag_ids = [...new Set([...kept, ...add])];
  core.changed();
  return {};
}

export const contactCalls: WireTable = {
  'externalcontact/get_follow_user_list': get((core) => {
    const reps = [...core.state.members.values()].filter((member) => member.follows && isWorking(core, member.userid));
    return { follow_user: reps.map(({ userid }) => userid) };
  }),

  'externalcontact/list': get((core, request) => {
    const member = visibleMember(core, parameter(request, 'userid', 41009));
    const relations = member.follows ? listed(core, member.userid) : [];
    if (relations.length === 0) throw new Refusal(84061, 'not external contact');
    return { external_userid: relations.map((relation) => relation.external_userid) };
  }),

  'externalcontact/get': get(getContact),
  'externalcontact/batch/get_by_user': post(batchByUser),
  'externalcontact/remark': post(remark),
  'externalcontact/mark_tag': post(markTag),
};
