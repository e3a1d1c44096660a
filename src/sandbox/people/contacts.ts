import type { Core } from '../core';
import { ImpossibleAct } from '../core';
import { contactEvent } from '../events';
import type { ExternalContact, Relation } from '../state';

export interface NewCustomer {
  customerName: string;
  /** Fixed id; unset: the platform makes one. */
  externalUserId?: string;
  gender?: 0 | 1 | 2;
  avatarUrl?: string;
  unionId?: string;
}

export interface Adding extends Partial<NewCustomer> {
  repUserId: string;
  /** A contact way's state, or whatever the QR code carries. */
  state?: string;
  /** WeCom's add_way; unset: 1 (QR code) with a state, else 3 (card). */
  addWay?: number;
  /** The contact way asks no verification: add_half first, until `repConfirmsCustomer`. */
  half?: boolean;
  /** False: WeCom gives no welcome code (an admin's native welcome, say). */
  welcomeCode?: boolean;
}

export interface Added {
  externalUserId: string;
  welcomeCode: string | undefined;
}

/** A customer known to the corp; found again by id, else by name. */
export function putCustomer(core: Core, wanted: Partial<NewCustomer>): ExternalContact {
  const known = findCustomer(core, wanted);
  if (known) return known;
  if (!wanted.customerName) throw new ImpossibleAct('新客户需要昵称');
  const external_userid = wanted.externalUserId ?? core.nextId('wm');
  const contact: ExternalContact = {
    external_userid,
    name: wanted.customerName,
    avatar: wanted.avatarUrl ?? '',
    type: 1,
    gender: wanted.gender ?? 0,
    ...(wanted.unionId === undefined ? {} : { unionid: wanted.unionId }),
  };
  core.state.contacts.set(external_userid, contact);
  return contact;
}

function findCustomer(core: Core, wanted: Partial<NewCustomer>): ExternalContact | undefined {
  if (wanted.externalUserId !== undefined) return core.contact(wanted.externalUserId);
  return [...core.state.contacts.values()].find((contact) => contact.name === wanted.customerName);
}

function newRelation(core: Core, contact: ExternalContact, adding: Adding, userid: string): Relation {
  return {
    userid,
    external_userid: contact.external_userid,
    remark: '',
    description: '',
    createtime: core.seconds(),
    tag_ids: [],
    personal_tags: [],
    remark_corp_name: '',
    remark_mobiles: [],
    oper_userid: contact.external_userid,
    add_way: adding.addWay ?? (adding.state === undefined ? 3 : 1),
    state: adding.state ?? '',
    deleted_by_customer: false,
    half: adding.half ?? false,
    last_chat_at: core.now(),
  };
}

/** The customer scans the rep's code; fires add_external_contact, or add_half_external_contact. */
export function customerAddsRep(core: Core, adding: Adding): Added {
  const rep = core.actor(adding.repUserId);
  const contact = putCustomer(core, adding);
  const former = core.relation(rep.userid, contact.external_userid);
  if (former && !former.deleted_by_customer) throw new ImpossibleAct(`${contact.name} 已经添加过 ${rep.name}`);
  const relation: Relation = former
    ? { ...former, deleted_by_customer: false, createtime: core.seconds() }
    : newRelation(core, contact, adding, rep.userid);
  core.putRelation(relation);
  const welcomeCode = adding.welcomeCode === false ? undefined : issueWelcomeCode(core, relation);
  fireAdded(core, relation, relation.half ? 'add_half_external_contact' : 'add_external_contact', welcomeCode);
  core.changed();
  return { externalUserId: contact.external_userid, welcomeCode };
}

function issueWelcomeCode(core: Core, relation: Relation): string {
  const code = core.nextId('welcome');
  const { userid, external_userid } = relation;
  core.state.welcome_codes.set(code, { userid, external_userid, fired_at: core.now(), used: false });
  return code;
}

/** Only visible reps with the customer-contact function cause events. */
function isHeard(core: Core, userid: string): boolean {
  const member = core.member(userid);
  return member !== undefined && member.in_range && member.follows;
}

function fireAdded(core: Core, relation: Relation, changeType: string, welcomeCode: string | undefined): void {
  if (!isHeard(core, relation.userid)) return;
  const more = {
    ...(relation.state === '' ? {} : { State: relation.state }),
    ...(welcomeCode === undefined ? {} : { WelcomeCode: welcomeCode }),
  };
  core.fire(contactEvent(core, changeType, relation, more));
}

/** The rep adds back a customer who came without verification. */
export function repConfirmsCustomer(core: Core, userid: string, externalUserid: string): Added {
  core.actor(userid);
  const relation = core.bond(userid, externalUserid);
  if (!relation.half) throw new ImpossibleAct('已经是好友');
  relation.half = false;
  const greeted = [...core.state.welcome_codes.values()].some(
    (code) => code.used && code.userid === relation.userid && code.external_userid === externalUserid,
  );
  const welcomeCode = greeted ? undefined : issueWelcomeCode(core, relation);
  fireAdded(core, relation, 'add_external_contact', welcomeCode);
  core.changed();
  return { externalUserId: externalUserid, welcomeCode };
}

/** The customer deletes the rep: a one-way relation stays, nothing arrives any more. */
export function customerDeletesRep(core: Core, externalUserid: string, userid: string): void {
  const relation = core.bond(userid, externalUserid);
  if (relation.deleted_by_customer) throw new ImpossibleAct('客户已删除该成员');
  relation.deleted_by_customer = true;
  if (isHeard(core, userid)) core.fire(contactEvent(core, 'del_follow_user', relation));
  core.changed();
}

/** The rep deletes the customer: the relation is gone. */
export function repDeletesCustomer(core: Core, userid: string, externalUserid: string): void {
  core.actor(userid);
  const relation = core.bond(userid, externalUserid);
  core.dropRelation(userid, externalUserid);
  if (isHeard(core, userid)) core.fire(contactEvent(core, 'del_external_contact', relation));
  core.changed();
}

export interface Edit {
  remark?: string;
  description?: string;
  mobiles?: string[];
  /** Replaces the corp tags. */
  tagIds?: string[];
  /** Replaces the rep's own tags. */
  personalTags?: string[];
}

/** The rep edits remark, phone or tags in the client: fires edit_external_contact. */
export function repEditsCustomer(core: Core, userid: string, externalUserid: string, edit: Edit): void {
  core.actor(userid);
  const relation = core.bond(userid, externalUserid);
  relation.remark = edit.remark ?? relation.remark;
  relation.description = edit.description ?? relation.description;
  relation.remark_mobiles = edit.mobiles ?? relation.remark_mobiles;
  relation.tag_ids = edit.tagIds ?? relation.tag_ids;
  if (edit.personalTags) {
    relation.personal_tags = edit.personalTags.map((tag_name) => ({ group_name: '个人标签', tag_name }));
  }
  if (isHeard(core, userid)) core.fire(contactEvent(core, 'edit_external_contact', relation));
  core.changed();
}
