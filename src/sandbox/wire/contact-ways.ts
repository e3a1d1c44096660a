import type { Core } from '../core';
import type { ContactWayRecord } from '../state';
import type { WireRequest, WireTable } from './call';
import { post, visibleRep } from './call';
import type { Body } from './fields';
import { pageOf, Refusal, requiredText, shortText, textList, wholeNumber } from './fields';

const mostPeople = 100;
const defaultSpanSeconds = 90 * 86_400;

function readUsers(core: Core, body: Body, type: number): string[] {
  const users = textList(body, 'user');
  if (users.length > mostPeople) throw new Refusal(41041, 'too many people');
  if (type === 1 ? users.length !== 1 : users.length === 0) throw new Refusal(41038, 'invalid user count');
  return users.map((userid) => {
    const member = visibleRep(core, userid);
    if (member.status !== 1) throw new Refusal(41054, `member not activated: ${userid}`);
    return member.userid;
  });
}

function add(core: Core, request: WireRequest): Body {
  const { body } = request;
  const type = wholeNumber(body, 'type', 0);
  if (type !== 1 && type !== 2) throw new Refusal(41037, 'invalid type');
  const scene = wholeNumber(body, 'scene', 0);
  if (scene !== 1 && scene !== 2) throw new Refusal(41037, 'invalid scene');
  const config_id = core.nextId('cfg');
  const way: ContactWayRecord = {
    config_id,
    create_time: core.seconds(),
    type,
    scene,
    style: wholeNumber(body, 'style', 0),
    remark: shortText(body, 'remark', 30) ?? '',
    skip_verify: body.skip_verify !== false,
    state: shortText(body, 'state', 30) ?? '',
    user: readUsers(core, body, type),
    party: [],
    ...(scene === 2 ? { qr_code: `https://wework.qpic.cn/wwpic/${config_id}/0` } : {}),
  };
  core.state.contact_ways.set(config_id, way);
  core.changed();
  return { config_id, ...(way.qr_code === undefined ? {} : { qr_code: way.qr_code }) };
}

function find(core: Core, request: WireRequest): ContactWayRecord {
  const way = core.state.contact_ways.get(requiredText(request.body, 'config_id', 41044));
  if (!way) throw new Refusal(41044, 'invalid config_id');
  return way;
}

function asWay(way: ContactWayRecord): Body {
  const { create_time: _notShown, ...shown } = way;
  return shown;
}

function update(core: Core, request: WireRequest): Body {
  const way = find(core, request);
  const { body } = request;
  const change = {
    remark: shortText(body, 'remark', 30),
    state: shortText(body, 'state', 30),
    style: typeof body.style === 'number' ? body.style : undefined,
    skip_verify: typeof body.skip_verify === 'boolean' ? body.skip_verify : undefined,
    user: body.user === undefined ? undefined : readUsers(core, body, way.type),
  };
  Object.assign(way, Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
  core.changed();
  return {};
}

export const contactWayCalls: WireTable = {
  'externalcontact/add_contact_way': post(add),
  'externalcontact/get_contact_way': post((core, request) => ({ contact_way: asWay(find(core, request)) })),
  'externalcontact/update_contact_way': post(update),

  'externalcontact/del_contact_way': post((core, request) => {
    core.state.contact_ways.delete(find(core, request).config_id);
    core.changed();
    return {};
  }),

  'externalcontact/list_contact_way': post((core, request) => {
    const until = wholeNumber(request.body, 'end_time', core.seconds());
    const from = wholeNumber(request.body, 'start_time', until - defaultSpanSeconds);
    const ways = [...core.state.contact_ways.values()];
    const inSpan = ways.filter(({ create_time }) => create_time >= from && create_time <= until);
    const page = pageOf(inSpan, request.body, { normal: 100, max: 1000 });
    return { contact_way: page.rows.map(({ config_id }) => ({ config_id })), next_cursor: page.next_cursor };
  }),
};
