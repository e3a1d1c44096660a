import type { KfContent, KfItem } from '../../../src/kernel/kf';
import { WecomClient } from '../../../src/outbound/wecom/wecom-client';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { sampleIds, sampleKfId as openKfId } from '../../../src/sandbox/sample-shop';
import { failureOf, StillClock } from './support/wecom-world';

const externalUserId = sampleIds.zhouXiaoman;
let clock: StillClock;
let sandbox: Sandbox;
let client: WecomClient;

beforeEach(async () => {
  clock = new StillClock();
  sandbox = new Sandbox({ clock, seed: true });
  const { url } = await sandbox.start();
  const { corpId, agentId, secret } = sandbox.credentials;
  client = new WecomClient({ baseUrl: url, corpId, agentId, secret, clock, sleep: async (ms) => clock.pass(ms) });
});
afterEach(() => sandbox.stop());

const people = () => sandbox.platform.kf;
const receive = (msgtype: string, body: object = {}) =>
  people().customerSends(openKfId, externalUserId, msgtype, body as Record<string, unknown>);
const pull = async (): Promise<KfItem[]> => (await client.pullKf({ openKfId, cursor: '' })).items;
const bodies = async () => (await pull()).map((item) => (item.type === 'message' ? item.body : item));
const send = (messageId: string, text = '您好') =>
  client.sendKf({ openKfId, externalUserId, messageId, content: { kind: 'text', text } });

describe('what customers send', () => {
  it('is told in our words, each kind in its own', async () => {
    receive('text', { content: '满意', menu_id: 'csat_5' });
    receive('voice', { media_id: 'media1' });
    receive('location', { latitude: 31.2, longitude: 121.4, name: '门店', address: '上海' });
    receive('link', { title: '净水器', url: 'https://x.test/a' });
    receive('business_card', { userid: 'rep.lin' });
    receive('miniprogram', { title: '商城', appid: 'wx1', pagepath: 'a.html' });
    receive('channels_shop_product', { product_id: 'p1', title: '滤芯', sales_price: '9900', shop_nickname: '店' });
    receive('channels_shop_order', { order_id: 'o1', product_titles: '滤芯', state: '已发货' });
    receive('channels', { sub_type: 2, nickname: '号', title: '直播' });
    receive('note');
    expect(await bodies()).toEqual([
      { kind: 'text', text: '满意', menuId: 'csat_5' },
      { kind: 'voice', mediaId: 'media1' },
      { kind: 'location', latitude: 31.2, longitude: 121.4, name: '门店', address: '上海' },
      { kind: 'link', title: '净水器', description: '', url: 'https://x.test/a', pictureUrl: '' },
      { kind: 'business-card', userId: 'rep.lin' },
      { kind: 'miniprogram', title: '商城', appId: 'wx1', page: 'a.html' },
      { kind: 'product', productId: 'p1', title: '滤芯', priceCents: 9900, shopName: '店' },
      { kind: 'order', orderId: 'o1', titles: '滤芯', priceWords: '', state: '已发货', shopName: '' },
      { kind: 'channels', what: 'live', author: '号', title: '直播' },
      { kind: 'note' },
    ]);
  });

  it('is read out of forwarded messages and menus too', async () => {
    receive('merged_msg', {
      title: '聊天记录',
      item: [
        {
          send_time: 1_767_226_000,
          msgtype: 'text',
          sender_name: '妈妈',
          msg_content: '{"text":{"content":"漏水了"}}',
        },
        { send_time: 1_767_226_001, msgtype: 'image', sender_name: '妈妈', msg_content: 'no json' },
      ],
    });
    receive('msgmenu', { head_content: '请选择', list: [{ type: 'click', click: { id: 'a', content: '甲' } }] });
    expect(await bodies()).toEqual([
      {
        kind: 'merged',
        title: '聊天记录',
        items: [
          { sentAt: 1_767_226_000_000, sender: '妈妈', kind: 'text', text: '漏水了' },
          { sentAt: 1_767_226_001_000, sender: '妈妈', kind: 'image', text: '' },
        ],
      },
      { kind: 'menu', head: '请选择', choices: [{ id: 'a', text: '甲' }], tail: '' },
    ]);
  });

  it('is kept as unknown where its kind or form is new, and holds up nothing', async () => {
    receive('hologram', { depth: 3 });
    receive('location', { latitude: 'north' });
    receive('text', { content: '在吗' });
    expect(await bodies()).toEqual([
      { kind: 'unknown', name: 'hologram' },
      { kind: 'unknown', name: 'location' },
      { kind: 'text', text: '在吗', menuId: null },
    ]);
  });
});

describe('what happens', () => {
  it('is told with what can be done about it', async () => {
    const { welcomeCode } = people().customerEnters({ openKfId, externalUserId, scene: 'shelf', sceneParam: 'o=7' });
    const said = receive('text', { content: '转人工' });
    people().customerRecalls(openKfId, externalUserId, said);
    await client.moveKf(openKfId, externalUserId, { state: 'pool' });
    people().servicerTakes(openKfId, 'rep.lin', externalUserId);
    people().servicerReceives(openKfId, 'rep.gao', false);
    const items = await pull();
    expect(items[0]).toMatchObject({ type: 'entered', scene: 'shelf', sceneParam: 'o=7', welcomeCode });
    expect(items[2]).toMatchObject({ type: 'recalled', by: 'customer', externalUserId, recalledMessageId: said });
    expect(items[3]).toMatchObject({ type: 'session-changed', change: 'taken', servicerUserId: 'rep.lin' });
    expect(items[4]).toMatchObject({ type: 'servicer-status', servicerUserId: 'rep.gao', receiving: false });
    await expect(client.getKfState(openKfId, externalUserId)).resolves.toEqual({
      state: 'human',
      servicerUserId: 'rep.lin',
    });
  });

  it('says why a message did not arrive', async () => {
    receive('text', { content: '在吗' });
    people().customerRefuses(openKfId, externalUserId);
    await send('a');
    expect((await pull())[1]).toMatchObject({ type: 'send-failed', failedMessageId: 'a', why: 'customer-refuses' });
  });
});

describe('what we send', () => {
  it('whose answer was lost is not sent again', async () => {
    receive('text', { content: '在吗' });
    sandbox.faults.set('kf/send_msg', { dropAnswer: 'after', times: 1 });
    await expect(send('a')).resolves.toBe(false);
    await expect(send('b')).resolves.toBe(true);
    expect(people().chat(openKfId, externalUserId)).toHaveLength(3);
  });

  it('is refused before the call where WeCom would cut or refuse it', async () => {
    await expect(send('not an id')).rejects.toMatchObject({ code: 'bad_message_id' });
    await expect(send('a', '好'.repeat(683))).rejects.toMatchObject({ code: 'over_wecom_limit' });
    expect(sandbox.calls('kf/send_msg')).toBe(0);
  });

  it('may be a menu, an acquisition link, or one greeting on entering', async () => {
    const { welcomeCode } = people().customerEnters({ openKfId, externalUserId });
    const content: KfContent = { kind: 'menu', choices: [{ id: 'human', text: '转人工' }] };
    await expect(client.sendKfOnEvent({ code: welcomeCode ?? '', messageId: 'w', content })).resolves.toBe(true);
    receive('text', { content: '怎么加好友' });
    const link = { kind: 'acquisition-link', url: 'https://work.weixin.qq.com/ca/x' } as const;
    await client.sendKf({ openKfId, externalUserId, messageId: 'l', content: link });
    expect(
      people()
        .chat(openKfId, externalUserId)
        .map(({ msgtype }) => msgtype),
    ).toEqual(['msgmenu', 'text', 'ca_link']);
  });

  it.each([
    [95018, 'permanent'],
    [95001, 'wait'],
    [95004, 'configuration'],
  ])('is refused with %i as %s', async (errcode, kind) => {
    sandbox.faults.set('kf/send_msg', { errcode, times: 1 });
    expect(await failureOf(send('a'))).toMatchObject({ errcode, options: { kind } });
  });
});

it('accounts, servicers, visitors and the way in are read', async () => {
  await expect(client.listKfAccounts()).resolves.toEqual([
    { openKfId, name: '久伴生活馆客服', avatarUrl: '', managed: true },
  ]);
  expect(await client.listKfServicers(openKfId)).toContainEqual({ userId: 'rep.lin', receiving: true });
  receive('text', { content: '在吗' });
  expect(await client.getKfCustomers([externalUserId, 'wmNobody'])).toMatchObject([
    { externalUserId, nickname: '小满' },
  ]);
  await expect(client.addKfContactWay(openKfId, 'shelf')).resolves.toContain('shelf');
  await client.proposeKfRep(openKfId, externalUserId, { repUserId: 'rep.lin', words: '加我为好友' });
  expect(people().proposalFor(openKfId, externalUserId)).toMatchObject({ userid: 'rep.lin' });
  await client.withdrawKfProposal(openKfId, externalUserId);
  expect(people().proposalFor(openKfId, externalUserId)).toBeUndefined();
});
