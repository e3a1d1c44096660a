import { sampleIds, sampleKfId as open_kfid } from '../../src/sandbox/sample-shop';
import { day, element, hour, minute, openStage, type Stage } from './stage';

const external_userid = sampleIds.zhouXiaoman;
let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const kf = () => stage.sandbox.platform.kf;
const write = (text: string) => kf().customerWrites(open_kfid, external_userid, text);
const send = (msgid: string, content = '您好') =>
  stage.post('kf/send_msg', { touser: external_userid, open_kfid, msgid, msgtype: 'text', text: { content } });
const sync = (more: object = {}) => stage.post('kf/sync_msg', { open_kfid, ...more });
const state = () => stage.post('kf/service_state/get', { open_kfid, external_userid });
const trans = (service_state: number, servicer_userid?: string) =>
  stage.post('kf/service_state/trans', { open_kfid, external_userid, service_state, servicer_userid });
const events = async () =>
  ((await sync()).msg_list as { event?: Record<string, unknown> }[]).flatMap(({ event }) => (event ? [event] : []));
const phone = () => kf().chat(open_kfid, external_userid);

describe('the bell', () => {
  it('says only which account, with a token that lives ten minutes', async () => {
    write('在吗');
    await stage.sandbox.settle();
    const [xml = ''] = stage.listener.events;
    expect(element(xml, 'Event')).toBe('kf_msg_or_event');
    expect(element(xml, 'OpenKfId')).toBe(open_kfid);
    expect(xml).not.toMatch(/FromUserName|在吗/);
    const token = element(xml, 'Token');
    expect(await sync({ token })).toMatchObject({ errcode: 0, has_more: 0 });
    stage.clock.pass(10 * minute);
    expect((await sync({ token })).errcode).toBe(95007);
  });

  it('may be done without, at a low rate', async () => {
    for (let pull = 0; pull < 10; pull += 1) expect((await sync()).errcode).toBe(0);
    expect((await sync()).errcode).toBe(45009);
    stage.clock.pass(minute);
    expect((await sync()).errcode).toBe(0);
  });
});

describe('sync_msg', () => {
  it('goes on where it stopped, and says what was said in order', async () => {
    const first = write('滤芯多久换一次');
    const page = await sync();
    expect(page.msg_list).toEqual([
      {
        msgid: first,
        send_time: stage.clock.now() / 1000,
        open_kfid,
        external_userid,
        origin: 3,
        msgtype: 'text',
        text: { content: '滤芯多久换一次' },
      },
    ]);
    const second = kf().customerSends(open_kfid, external_userid, 'image', { media_id: 'media1' });
    const next = await sync({ cursor: page.next_cursor });
    expect(next.msg_list).toMatchObject([{ msgid: second, msgtype: 'image', image: { media_id: 'media1' } }]);
    expect((await sync({ cursor: 'made-up' })).errcode).toBe(50100);
  });

  it('has empty pages with more behind them, for what the API sent', async () => {
    await stage.close();
    stage = await openStage({ kfPageRows: 2 });
    write('一');
    for (const msgid of ['a', 'b', 'c']) await send(msgid);
    const last = write('二');
    const pages = [await sync()];
    while (pages.at(-1)?.has_more === 1) pages.push(await sync({ cursor: pages.at(-1)?.next_cursor }));
    expect(pages.map(({ msg_list }) => (msg_list as unknown[]).length)).toEqual([1, 0, 1]);
    expect(pages[2]?.msg_list).toMatchObject([{ msgid: last }]);
  });

  it('keeps three days', async () => {
    write('旧');
    stage.clock.pass(3 * day);
    expect((await sync()).msg_list).toEqual([]);
  });
});

describe('send_msg', () => {
  it('wants a customer who wrote in the last 48 hours', async () => {
    expect((await send('a')).errcode).toBe(95018);
    write('在吗');
    expect(await send('a')).toMatchObject({ errcode: 0, msgid: 'a' });
    stage.clock.pass(48 * hour);
    expect((await send('b')).errcode).toBe(95002);
  });

  it('takes five messages until the customer writes again', async () => {
    write('在吗');
    for (const msgid of ['a', 'b', 'c', 'd', 'e']) expect((await send(msgid)).errcode).toBe(0);
    expect((await send('f')).errcode).toBe(95001);
    write('还在吗');
    expect((await send('f')).errcode).toBe(0);
  });

  it('knows an id that got through, and forgets one that was refused', async () => {
    write('在吗');
    expect((await send('a', '')).errcode).toBe(44004);
    expect((await send('a')).errcode).toBe(0);
    expect((await send('a', '又一条')).errcode).toBe(95033);
    expect(phone().map(({ from, body }) => [from, body.content])).toEqual([
      ['customer', '在吗'],
      ['app', '您好'],
    ]);
  });

  it('keeps to the limits of each kind', async () => {
    write('在吗');
    const refused = async (msgtype: string, content: object) =>
      (await stage.post('kf/send_msg', { touser: external_userid, open_kfid, msgtype, [msgtype]: content })).errcode;
    expect(await refused('text', { content: '好'.repeat(683) })).toBe(40058);
    expect(await refused('image', { media_id: 'none' })).toBe(40007);
    expect(await refused('msgmenu', { list: [] })).toBe(95008);
    expect(await refused('msgmenu', { list: [{ type: 'dance', dance: { content: 'x' } }] })).toBe(95009);
    expect(await refused('poem', {})).toBe(40008);
  });

  it('is taken and yet not delivered where the customer refuses', async () => {
    write('在吗');
    kf().customerRefuses(open_kfid, external_userid);
    expect((await send('a')).errcode).toBe(0);
    expect(phone()).toHaveLength(1);
    expect(await events()).toMatchObject([{ event_type: 'msg_send_fail', fail_msgid: 'a', fail_type: 10 }]);
    stage.sandbox.faults.set('kf/send_msg', { kfFailType: 13, times: 1 });
    await send('b');
    expect((await events())[1]).toMatchObject({ fail_msgid: 'b', fail_type: 13 });
  });

  it('offers a menu whose choice comes back with its id', async () => {
    write('在吗');
    const list = [{ type: 'click', click: { id: 'human', content: '转人工' } }];
    const menu = { touser: external_userid, open_kfid, msgtype: 'msgmenu', msgmenu: { head_content: '请选择', list } };
    expect((await stage.post('kf/send_msg', menu)).errcode).toBe(0);
    kf().customerTapsMenu(open_kfid, external_userid, 'human');
    const rows = (await sync()).msg_list as unknown[];
    expect(rows.at(-1)).toMatchObject({ text: { content: '转人工', menu_id: 'human' } });
  });
});

describe('who has the conversation', () => {
  it('goes from the bot to the pool to a person to its end, and begins anew', async () => {
    expect(await state()).toMatchObject({ service_state: 4 });
    write('转人工');
    expect(await state()).toMatchObject({ service_state: 0 });
    expect((await trans(1)).msg_code).toBeUndefined();
    expect((await trans(2)).msg_code).toEqual(expect.any(String));
    expect((await send('a')).errcode).toBe(95018);
    expect((await trans(1)).errcode).toBe(95016);
    kf().servicerTakes(open_kfid, 'rep.lin', external_userid);
    expect(await state()).toMatchObject({ service_state: 3, servicer_userid: 'rep.lin' });
    kf().servicerWrites(open_kfid, 'rep.lin', external_userid, '我是林晓');
    kf().servicerHandsOn(open_kfid, external_userid, 'rep.gao');
    kf().servicerEnds(open_kfid, external_userid);
    expect((await trans(1)).errcode).toBe(95016);
    expect((await events()).map(({ change_type }) => change_type)).toEqual([1, 2, 3]);
    write('还有件事');
    expect(await state()).toMatchObject({ service_state: 0 });
    expect((await trans(2)).msg_code).toEqual(expect.any(String));
  });

  it('goes to a servicer who is there only', async () => {
    write('转人工');
    expect((await trans(3, 'fin.wu')).errcode).toBe(95014);
    kf().servicerReceives(open_kfid, 'rep.lin', false);
    expect((await trans(3, 'rep.lin')).errcode).toBe(95019);
    expect((await trans(3, 'rep.zhou')).errcode).toBe(0);
    expect((await stage.get('kf/servicer/list', { open_kfid })).servicer_list).toContainEqual({
      userid: 'rep.lin',
      status: 1,
      stop_type: 0,
    });
  });

  it('is re-opened by a servicer who writes after its end', async () => {
    write('转人工');
    await trans(3, 'rep.lin');
    await trans(4);
    kf().servicerWrites(open_kfid, 'rep.lin', external_userid, '补充一句');
    expect(await state()).toMatchObject({ service_state: 3 });
    expect((await events()).map(({ change_type }) => change_type)).toEqual([4]);
  });
});

describe('send_msg_on_event', () => {
  const onEvent = (code: unknown, msgid: string, more: object = { msgtype: 'text', text: { content: '您好' } }) =>
    stage.post('kf/send_msg_on_event', { code, msgid, ...more });

  it('greets who enters once within 20 s, and not who was here lately', async () => {
    const { welcomeCode } = kf().customerEnters({ openKfId: open_kfid, customerName: '访客', scene: 'shelf' });
    expect(await onEvent(welcomeCode, 'w1')).toMatchObject({ errcode: 0, msgid: 'w1' });
    expect((await onEvent(welcomeCode, 'w1')).errcode).toBe(95033);
    expect((await onEvent(welcomeCode, 'w2')).errcode).toBe(40058);
    expect(kf().customerEnters({ openKfId: open_kfid, customerName: '访客' }).welcomeCode).toBeUndefined();
    const other = kf().customerEnters({ openKfId: open_kfid, customerName: '另一位' });
    stage.clock.pass(20_000);
    expect((await onEvent(other.welcomeCode, 'w3')).errcode).toBe(40058);
    expect((await events())[0]).toMatchObject({ event_type: 'enter_session', scene: 'shelf' });
  });

  it('says one text while the conversation waits in the pool', async () => {
    write('转人工');
    const { msg_code } = await trans(2);
    const list = [{ type: 'click', click: { id: 'x', content: 'x' } }];
    expect((await onEvent(msg_code, 'm', { msgtype: 'msgmenu', msgmenu: { list } })).errcode).toBe(40008);
    expect((await onEvent(msg_code, 'm')).errcode).toBe(0);
    write('再问');
    await trans(3, 'rep.lin');
    kf().servicerEnds(open_kfid, external_userid);
    const ended = (await events()).at(-1)?.msg_code;
    write('新的会话');
    expect((await onEvent(ended, 'n')).errcode).toBe(95016);
  });
});

describe('accounts', () => {
  it('are named with what the app may do, and are refused once taken away', async () => {
    expect((await stage.post('kf/account/list', {})).account_list).toEqual([
      { open_kfid, name: '久伴生活馆客服', avatar: '', manage_privilege: true },
    ]);
    write('在吗');
    kf().adminRevokesAccount(open_kfid);
    expect((await sync()).errcode).toBe(48007);
    kf().adminDeletesAccount(open_kfid);
    expect((await send('a')).errcode).toBe(95004);
    await stage.sandbox.settle();
    expect(stage.listener.events.at(-1)).toContain('AuthDelOpenKfId');
  });

  it('tell who visits, and propose a rep whom the admin allows', async () => {
    write('在吗');
    const asked = await stage.post('kf/customer/batchget', { external_userid_list: [external_userid, 'wmNobody'] });
    expect(asked).toMatchObject({
      customer_list: [{ external_userid, nickname: '小满' }],
      invalid_external_userid: ['wmNobody'],
    });
    const propose = (userid: string) =>
      stage.post('kf/customer/upgrade_service', {
        open_kfid,
        external_userid,
        type: 1,
        member: { userid, wording: '您好' },
      });
    expect((await propose('rep.lin')).errcode).toBe(0);
    expect(kf().proposalFor(open_kfid, external_userid)).toEqual({ userid: 'rep.lin', wording: '您好' });
    kf().adminAllowsUpgrade([]);
    expect((await propose('rep.lin')).errcode).toBe(95021);
  });
});

it('recalls of both sides, and a servicer who shuts a customer off, are events', async () => {
  const said = write('说错了');
  kf().customerRecalls(open_kfid, external_userid, said);
  const answered = kf().servicerWrites(open_kfid, 'rep.lin', external_userid, '也说错了');
  kf().servicerRecalls(open_kfid, 'rep.lin', external_userid, answered);
  expect(await events()).toMatchObject([
    { event_type: 'user_recall_msg', recall_msgid: said },
    { event_type: 'servicer_recall_msg', recall_msgid: answered, servicer_userid: 'rep.lin' },
  ]);
});

it('what an older sandbox had kept goes on without kf', async () => {
  const old = JSON.parse(stage.sandbox.snapshot()) as Record<string, unknown>;
  for (const name of Object.keys(old).filter((one) => one.startsWith('kf_'))) delete old[name];
  stage.sandbox.restore(JSON.stringify(old));
  expect(await stage.post('kf/account/list', {})).toMatchObject({ errcode: 0, account_list: [] });
});
