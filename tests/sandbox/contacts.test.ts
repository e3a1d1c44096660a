import type { Stage } from './stage';
import { element, openStage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const xiaoman = 'wmJiubanSample0001';
const peach = 'wmJiubanSample0004';

describe('what the app may read', () => {
  it('holds the reps of the visible range', async () => {
    const { follow_user } = await stage.get('externalcontact/get_follow_user_list');
    expect(follow_user).toEqual(['rep.lin', 'rep.gao', 'rep.zhou']);
    const { allow_userinfos } = await stage.get('agent/get', { agentid: '1000002' });
    expect(allow_userinfos).toEqual({ user: [{ userid: 'rep.lin' }, { userid: 'rep.gao' }, { userid: 'rep.zhou' }] });
    expect((await stage.get('agent/get', { agentid: '7' })).errcode).toBe(301002);
  });

  it('leads through departments to names', async () => {
    const { department_id } = await stage.get('department/simplelist');
    expect((department_id as { id: number }[]).map(({ id }) => id)).toEqual([1, 2, 3]);
    const { userlist } = await stage.get('user/simplelist', { department_id: '2' });
    expect(userlist).toEqual([
      { userid: 'rep.lin', name: '林晓', department: [2] },
      { userid: 'rep.zhou', name: '周敏', department: [2] },
    ]);
    expect((await stage.get('user/simplelist', { department_id: '99' })).errcode).toBe(60003);
  });

  it('refuses a member outside the range, unknown, or gone', async () => {
    expect((await stage.get('user/get', { userid: 'fin.wu' })).errcode).toBe(60011);
    expect((await stage.get('user/get', { userid: 'nobody' })).errcode).toBe(60111);
    expect(await stage.get('user/get', { userid: 'REP.LIN' })).toMatchObject({
      userid: 'rep.lin',
      name: '林晓',
      status: 1,
    });
    stage.sandbox.platform.repLeaves('rep.gao');
    expect((await stage.get('user/get', { userid: 'rep.gao' })).errcode).toBe(60111);
    expect((await stage.get('externalcontact/list', { userid: 'rep.gao' })).errcode).toBe(60111);
    expect((await stage.get('externalcontact/get', { external_userid: peach })).errcode).toBe(40096);
  });
});

describe('customers', () => {
  it('are listed per rep; a rep with none answers 84061', async () => {
    const { external_userid } = await stage.get('externalcontact/list', { userid: 'rep.lin' });
    expect(external_userid).toHaveLength(4);
    expect((await stage.get('externalcontact/list', { userid: 'rep.zhou' })).errcode).toBe(84061);
  });

  it('come with every follower, corp tags by name, and personal tags without id', async () => {
    stage.sandbox.platform.repEditsCustomer('rep.lin', xiaoman, { personalTags: ['同乡'] });
    const answer = await stage.get('externalcontact/get', { external_userid: xiaoman });
    expect(answer.external_contact).toMatchObject({ external_userid: xiaoman, name: '小满', type: 1, gender: 2 });
    const [follow] = answer.follow_user as Record<string, unknown>[];
    expect(follow).toMatchObject({
      userid: 'rep.lin',
      remark: '周小满',
      remark_mobiles: ['13900000001'],
      state: 'store-1',
      add_way: 1,
    });
    expect(follow?.tags).toContainEqual(expect.objectContaining({ group_name: '客户等级', tag_name: '高级', type: 1 }));
    expect(follow?.tags).toContainEqual({ group_name: '个人标签', tag_name: '同乡', type: 2 });
    expect((await stage.get('externalcontact/get', { external_userid: 'wmUnknown' })).errcode).toBe(40096);
  });

  it('are paged by rep with a cursor that fits its own question only', async () => {
    const userid_list = ['rep.lin', 'rep.gao', 'rep.zhou'];
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await stage.post('externalcontact/batch/get_by_user', { userid_list, cursor, limit: 3 });
      const rows = page.external_contact_list as { external_contact: { external_userid: string } }[];
      seen.push(...rows.map((row) => row.external_contact.external_userid));
      cursor = String(page.next_cursor);
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(8);
    expect(seen).toHaveLength(8);
    const first = await stage.post('externalcontact/batch/get_by_user', { userid_list, limit: 3 });
    const other = { userid_list: ['rep.lin'], cursor: first.next_cursor, limit: 3 };
    expect((await stage.post('externalcontact/batch/get_by_user', other)).errcode).toBe(50100);
    expect((await stage.post('externalcontact/batch/get_by_user', { userid_list, limit: 101 })).errcode).toBe(40058);
    const outside = { userid_list: ['fin.wu'] };
    expect((await stage.post('externalcontact/batch/get_by_user', outside)).errcode).toBe(60011);
  });

  it('are remarked without a callback, within the limits', async () => {
    const pair = { userid: 'rep.lin', external_userid: xiaoman };
    const remark = (change: object) => stage.post('externalcontact/remark', { ...pair, ...change });
    expect((await remark({ remark: '小满姐', remark_mobiles: [''] })).errcode).toBe(0);
    const { follow_user } = await stage.get('externalcontact/get', { external_userid: xiaoman });
    expect((follow_user as unknown[])[0]).toMatchObject({
      remark: '小满姐',
      description: '喜欢绿茶',
      remark_mobiles: [],
    });
    expect((await remark({ remark: '名'.repeat(21) })).errcode).toBe(40058);
    expect((await remark({})).errcode).toBe(40058);
    expect((await stage.post('externalcontact/remark', { ...pair, userid: 'rep.gao', remark: 'x' })).errcode).toBe(
      84061,
    );
    await stage.sandbox.settle();
    expect(stage.listener.events).toEqual([]);
  });

  it('who delete the rep keep a one-way relation; whom the rep deletes have none', async () => {
    stage.sandbox.platform.customerDeletesRep(xiaoman, 'rep.lin');
    expect((await stage.get('externalcontact/get', { external_userid: xiaoman })).errcode).toBe(0);
    stage.sandbox.platform.repDeletesCustomer('rep.lin', xiaoman);
    expect((await stage.get('externalcontact/get', { external_userid: xiaoman })).errcode).toBe(84061);
    await stage.sandbox.settle();
    expect(stage.listener.events.map((xml) => element(xml, 'ChangeType')).sort()).toEqual([
      'del_external_contact',
      'del_follow_user',
    ]);
  });

  it('who came without verification have no relation until the rep confirms', async () => {
    const { externalUserId } = stage.sandbox.platform.customerAddsRep({
      customerName: '半夏',
      repUserId: 'rep.lin',
      half: true,
    });
    expect((await stage.get('externalcontact/get', { external_userid: externalUserId })).errcode).toBe(84061);
    stage.sandbox.platform.repConfirmsCustomer('rep.lin', externalUserId);
    expect((await stage.get('externalcontact/get', { external_userid: externalUserId })).errcode).toBe(0);
    await stage.sandbox.settle();
    const codes = stage.listener.events.map((xml) => element(xml, 'WelcomeCode'));
    expect(new Set(codes).size).toBe(2);
  });
});

describe('corp tags', () => {
  it('are made, merged by name, renamed, marked and deleted by the app that made them', async () => {
    const made = await stage.post('externalcontact/add_corp_tag', {
      group_name: '久伴',
      tag: [{ name: '忠诚' }, { name: '忠诚' }],
    });
    const group = made.tag_group as { group_id: string; tag: { id: string; name: string }[] };
    expect(group.tag.map(({ name }) => name)).toEqual(['忠诚']);
    const again = await stage.post('externalcontact/add_corp_tag', {
      group_name: '久伴',
      tag: [{ name: '忠诚' }, { name: '复购' }],
    });
    expect((again.tag_group as typeof group).group_id).toBe(group.group_id);
    const [loyal, repeat] = (again.tag_group as typeof group).tag;
    expect(loyal?.id).toBe(group.tag[0]?.id);

    expect((await stage.post('externalcontact/edit_corp_tag', { id: repeat?.id, name: '忠诚' })).errcode).toBe(40071);
    expect((await stage.post('externalcontact/edit_corp_tag', { id: repeat?.id, name: '再购' })).errcode).toBe(0);
    const pair = { userid: 'rep.lin', external_userid: xiaoman };
    expect((await stage.post('externalcontact/mark_tag', { ...pair, add_tag: [loyal?.id] })).errcode).toBe(0);
    expect((await stage.post('externalcontact/mark_tag', { ...pair, add_tag: ['etNone'] })).errcode).toBe(40068);
    expect((await stage.post('externalcontact/mark_tag', pair)).errcode).toBe(40058);

    expect((await stage.post('externalcontact/del_corp_tag', { group_id: [group.group_id] })).errcode).toBe(0);
    expect((await stage.post('externalcontact/del_corp_tag', { group_id: [group.group_id] })).errcode).toBe(40068);
    const batch = await stage.post('externalcontact/batch/get_by_user', { userid_list: ['rep.lin'] });
    expect(JSON.stringify(batch)).not.toContain(loyal?.id);
    await stage.sandbox.settle();
    expect(stage.listener.events).toEqual([]);
  });

  it('of the admin are not the app’s to change, and tell the app when the admin changes them', async () => {
    const { tagId, groupId } = stage.sandbox.platform.adminAddsTag('活动', '年货节');
    expect((await stage.post('externalcontact/del_corp_tag', { tag_id: [tagId] })).errcode).toBe(81011);
    stage.sandbox.platform.adminRenamesTag(tagId, '春节');
    stage.sandbox.platform.adminDeletesTag(groupId);
    await stage.sandbox.settle();
    const told = stage.listener.events.map((xml) => [element(xml, 'ChangeType'), element(xml, 'TagType')].join(' '));
    expect(told.sort()).toEqual(['create tag', 'create tag_group', 'delete tag_group', 'update tag']);
  });
});

describe('contact ways', () => {
  it('are made with a state, found again by time, changed and deleted', async () => {
    const body = { type: 1, scene: 2, state: 'shop-7f3a', remark: '门店二维码', user: ['rep.lin'] };
    const { config_id, qr_code } = await stage.post('externalcontact/add_contact_way', body);
    expect(qr_code).toMatch(/^https:/);
    const listed = await stage.post('externalcontact/list_contact_way', {});
    expect(listed.contact_way).toEqual([{ config_id }]);
    await stage.post('externalcontact/update_contact_way', { config_id, user: ['rep.gao'] });
    const { contact_way } = await stage.post('externalcontact/get_contact_way', { config_id });
    expect(contact_way).toMatchObject({ config_id, state: 'shop-7f3a', user: ['rep.gao'], skip_verify: true });
    expect((await stage.post('externalcontact/del_contact_way', { config_id })).errcode).toBe(0);
    expect((await stage.post('externalcontact/get_contact_way', { config_id })).errcode).toBe(41044);
  });

  it('refuse two people for a single one, a long state, and a rep out of reach', async () => {
    const add = (change: object) =>
      stage.post('externalcontact/add_contact_way', { type: 1, scene: 2, user: ['rep.lin'], ...change });
    expect((await add({ user: ['rep.lin', 'rep.gao'] })).errcode).toBe(41038);
    expect((await add({ state: 's'.repeat(31) })).errcode).toBe(40058);
    expect((await add({ user: ['fin.wu'] })).errcode).toBe(60011);
  });

  it('bring their state back when a customer scans', async () => {
    const { externalUserId } = stage.sandbox.platform.customerAddsRep({
      customerName: '小雨',
      repUserId: 'rep.lin',
      state: 'shop-7',
    });
    await stage.sandbox.settle();
    const [xml = ''] = stage.listener.events;
    expect(element(xml, 'State')).toBe('shop-7');
    expect(element(xml, 'UserID')).toBe('rep.lin');
    expect(element(xml, 'ExternalUserID')).toBe(externalUserId);
    expect(element(xml, 'FromUserName')).toBe('sys');
    const { follow_user } = await stage.get('externalcontact/get', { external_userid: externalUserId });
    expect((follow_user as unknown[])[0]).toMatchObject({ state: 'shop-7', add_way: 1 });
  });
});
