import { CareError } from '../../../src/kernel/errors';
import { ok, startWecomWorld } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

let world: WecomWorld;
beforeEach(async () => {
  world = await startWecomWorld();
});
afterEach(() => world.stub.stop());

const contact = {
  external_userid: 'wm1',
  name: '小满',
  avatar: 'https://x.test/a.png',
  type: 1,
  gender: 2,
  unionid: 'o1',
};

describe('customers', () => {
  it('of a rep without any are none', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/list', { errcode: 84061, errmsg: 'not external contact' });
    await expect(client.listCustomerIds('lin')).resolves.toEqual([]);
    stub.answer('externalcontact/list', { ...ok, external_userid: ['wm1'] });
    await expect(client.listCustomerIds('lin')).resolves.toEqual(['wm1']);
  });

  it('with many followers are read page by page', async () => {
    const { stub, client } = world;
    const lin = {
      userid: 'lin',
      remark: '周小满',
      description: '喜欢绿茶',
      createtime: 1767225600,
      tags: [
        { group_name: '等级', tag_name: 'VIP', tag_id: 'et1', type: 1 },
        { group_name: '自用', tag_name: '同乡', type: 2 },
      ],
      remark_mobiles: ['13900000000'],
      oper_userid: 'wm1',
      add_way: 1,
      state: 'expo',
    };
    stub.answer(
      'externalcontact/get',
      { ...ok, external_contact: contact, follow_user: [lin], next_cursor: 'C2' },
      { ...ok, external_contact: contact, follow_user: [{ userid: 'gao', createtime: 1767225601 }] },
    );
    const customer = await client.getCustomer('wm1');
    expect(customer).toMatchObject({ externalUserId: 'wm1', name: '小满', type: 1, gender: 2, unionId: 'o1' });
    expect(customer.relations).toEqual([
      {
        repUserId: 'lin',
        remark: '周小满',
        description: '喜欢绿茶',
        followedAt: 1767225600_000,
        tagIds: ['et1'],
        mobiles: ['13900000000'],
        addWay: 1,
        state: 'expo',
        operatorId: 'wm1',
      },
      expect.objectContaining({ repUserId: 'gao', tagIds: [], mobiles: [], remark: '' }),
    ]);
    expect(stub.asked('externalcontact/get').map(({ query }) => query.get('cursor'))).toEqual([null, 'C2']);
  });

  it('of many reps come in pages, one relation each', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/batch/get_by_user', {
      ...ok,
      external_contact_list: [
        { external_contact: { external_userid: 'wm1', type: 2 }, follow_info: { userid: 'lin', tag_id: ['et1'] } },
      ],
      next_cursor: 'N',
    });
    const page = await client.pageCustomers(['lin', 'gao'], 'C');
    expect(page.nextCursor).toBe('N');
    expect(page.items[0]).toMatchObject({ type: 2, unionId: null, relations: [{ repUserId: 'lin', tagIds: ['et1'] }] });
    expect(stub.requests.at(-1)?.json).toEqual({ userid_list: ['lin', 'gao'], cursor: 'C', limit: 100 });
    await expect(client.pageCustomers(Array<string>(101).fill('x'), '')).rejects.toThrow(CareError);
  });

  it('get remarks, and lose their numbers when the list is empty', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/remark', ok);
    await client.remarkCustomer('lin', 'wm1', { remark: '周小满', mobiles: [] });
    expect(stub.requests.at(-1)?.json).toEqual({
      userid: 'lin',
      external_userid: 'wm1',
      remark: '周小满',
      remark_mobiles: [''],
    });
    await expect(client.remarkCustomer('lin', 'wm1', { remark: '好'.repeat(21) })).rejects.toThrow(/20 characters/);
    await client.remarkCustomer('lin', 'wm1', {});
    expect(stub.asked('externalcontact/remark')).toHaveLength(1);
  });
});

describe('tags', () => {
  it('are listed without the deleted, added, renamed, deleted and put on a relation', async () => {
    const { stub, client } = world;
    const group = { group_id: 'g', group_name: '等级', order: 1, tag: [{ id: 't1', name: 'VIP', order: 2 }] };
    const gone = { id: 't0', name: '旧', deleted: true };
    stub.answer('externalcontact/get_corp_tag_list', { ...ok, tag_group: [{ ...group, tag: [...group.tag, gone] }] });
    const known = { groupId: 'g', name: '等级', order: 1, tags: [{ tagId: 't1', name: 'VIP', order: 2 }] };
    await expect(client.listTags()).resolves.toEqual([known]);

    stub.answer('externalcontact/add_corp_tag', { ...ok, tag_group: group });
    await expect(client.addTags('等级', ['VIP'])).resolves.toEqual(known);
    expect(stub.requests.at(-1)?.json).toEqual({ group_name: '等级', tag: [{ name: 'VIP' }] });

    stub.answer('externalcontact/edit_corp_tag', ok);
    await client.renameTag('t1', '贵宾');
    expect(stub.requests.at(-1)?.json).toEqual({ id: 't1', name: '贵宾' });

    stub.answer('externalcontact/del_corp_tag', ok);
    await client.deleteTags(['t1']);
    expect(stub.requests.at(-1)?.json).toEqual({ tag_id: ['t1'] });

    stub.answer('externalcontact/mark_tag', ok);
    await client.markTags('lin', 'wm1', { add: ['t1'], remove: ['t2'] });
    expect(stub.requests.at(-1)?.json).toEqual({
      userid: 'lin',
      external_userid: 'wm1',
      add_tag: ['t1'],
      remove_tag: ['t2'],
    });
    await client.markTags('lin', 'wm1', { add: [], remove: [] });
    expect(stub.asked('externalcontact/mark_tag')).toHaveLength(1);
  });
});

describe('contact ways', () => {
  it('are made for one rep or several', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/add_contact_way', { ...ok, config_id: 'cfg', qr_code: 'https://qr' });
    await expect(client.addContactWay({ repUserIds: ['lin'], state: 's1' })).resolves.toEqual({
      configId: 'cfg',
      qrCodeUrl: 'https://qr',
    });
    expect(stub.requests.at(-1)?.json).toEqual({ type: 1, scene: 2, skip_verify: true, state: 's1', user: ['lin'] });
    await client.addContactWay({ repUserIds: ['lin', 'gao'], state: 's2', remark: '展会', skipVerify: false });
    expect(stub.requests.at(-1)?.json).toMatchObject({ type: 2, remark: '展会', skip_verify: false });
    await expect(client.addContactWay({ repUserIds: ['lin'], state: 'x'.repeat(31) })).rejects.toThrow(/30 characters/);
  });

  it('are found again', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/get_contact_way', {
      ...ok,
      contact_way: { config_id: 'cfg', state: 's1', remark: '', user: ['lin'], qr_code: '' },
    });
    await expect(client.getContactWay('cfg')).resolves.toEqual({
      configId: 'cfg',
      qrCodeUrl: null,
      state: 's1',
      remark: '',
      repUserIds: ['lin'],
    });
    stub.answer('externalcontact/list_contact_way', { ...ok, contact_way: [{ config_id: 'a' }], next_cursor: 'N' });
    await expect(client.pageContactWayIds({ from: 1_500, to: 2_500 }, '')).resolves.toEqual({
      items: ['a'],
      nextCursor: 'N',
    });
    expect(stub.requests.at(-1)?.json).toMatchObject({ start_time: 1, end_time: 3 });
    stub.answer('externalcontact/update_contact_way', ok);
    await client.updateContactWay('cfg', { repUserIds: ['gao'] });
    expect(stub.requests.at(-1)?.json).toEqual({ config_id: 'cfg', user: ['gao'] });
  });
});
