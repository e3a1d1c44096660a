import type { Stage } from './stage';
import { day, openStage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const [xiaoman, chen, fang] = ['wmJiubanSample0001', 'wmJiubanSample0002', 'wmJiubanSample0003'];
const ofGao = 'wmJiubanSample0004';

const create = (external_userid: string[], more: object = {}) =>
  stage.post('externalcontact/add_msg_template', {
    sender: 'rep.lin',
    external_userid,
    text: { content: '中秋安康' },
    ...more,
  });
const results = (msgid: unknown, userid = 'rep.lin') =>
  stage.post('externalcontact/get_groupmsg_send_result', { msgid, userid });
const statuses = async (msgid: unknown) => {
  const { send_list } = await results(msgid);
  return Object.fromEntries(
    (send_list as { external_userid: string; status: number }[]).map((row) => [row.external_userid, row.status]),
  );
};

describe('a mass-send task', () => {
  it('reaches nobody until the rep taps, and then each customer once', async () => {
    const { msgid, fail_list } = await create([xiaoman, chen, xiaoman]);
    expect(fail_list).toEqual([]);
    expect(stage.sandbox.platform.received).toEqual([]);
    expect(await statuses(msgid)).toEqual({ [xiaoman]: 0, [chen]: 0 });
    const before = await stage.post('externalcontact/get_groupmsg_task', { msgid });
    expect(before.task_list).toEqual([{ userid: 'rep.lin', status: 0 }]);

    stage.sandbox.platform.repConfirmsMassSend('rep.lin', String(msgid));
    expect(stage.sandbox.platform.received.map(({ externalUserId, via, text }) => [externalUserId, via, text])).toEqual(
      [
        [xiaoman, 'mass-send', '中秋安康'],
        [chen, 'mass-send', '中秋安康'],
      ],
    );
    expect(await statuses(msgid)).toEqual({ [xiaoman]: 1, [chen]: 1 });
    const after = await stage.post('externalcontact/get_groupmsg_task', { msgid });
    expect(after.task_list).toEqual([
      { userid: 'rep.lin', status: 2, send_time: Math.floor(stage.clock.now() / 1000) },
    ]);
    expect(() => stage.sandbox.platform.repConfirmsMassSend('rep.lin', String(msgid))).toThrow('已发送');
    await stage.sandbox.settle();
    expect(stage.listener.events).toEqual([]);
  });

  it('names strangers in fail_list, and refuses with 41048 when nobody is left', async () => {
    const { msgid, fail_list } = await create([xiaoman, ofGao, 'wmNobody']);
    expect(fail_list).toEqual([ofGao, 'wmNobody']);
    expect(Object.keys(await statuses(msgid))).toEqual([xiaoman]);
    expect(await create([ofGao])).toMatchObject({ errcode: 41048 });
    expect(stage.sandbox.platform.massSends).toHaveLength(1);
    stage.sandbox.faults.set('externalcontact/add_msg_template', { failList: [xiaoman], times: 1 });
    expect((await create([xiaoman, chen])).fail_list).toEqual([xiaoman]);
  });

  it('refuses bad requests by their errcodes', async () => {
    expect((await create([xiaoman], { chat_type: 'both' })).errcode).toBe(86214);
    expect((await create([xiaoman], { sender: 'nobody' })).errcode).toBe(60111);
    expect((await create([xiaoman], { sender: 'fin.wu' })).errcode).toBe(60011);
    expect((await create(Array.from({ length: 10_001 }, (_, n) => `wm${n}`))).errcode).toBe(40058);
    expect((await create([xiaoman], { text: { content: '字'.repeat(1334) } })).errcode).toBe(45002);
    expect((await create([xiaoman], { text: {} })).errcode).toBe(44004);
  });

  it('made twice is two tasks: there is no idempotency', async () => {
    const [one, other] = [await create([xiaoman]), await create([xiaoman])];
    expect(one.msgid).not.toBe(other.msgid);
    expect(stage.sandbox.platform.waitingMassSends('rep.lin')).toHaveLength(2);
  });

  it('marks those who left (2) and those over the month’s days (3)', async () => {
    stage.sandbox.platform.customerDeletesRep(chen, 'rep.lin');
    for (let sent = 0; sent < 31; sent += 1) stage.sandbox.platform.repMassSends('rep.lin', [fang], '日签');
    const { msgid } = await create([xiaoman, chen, fang]);
    expect(stage.sandbox.platform.repConfirmsMassSend('rep.lin', String(msgid))).toEqual({
      sent: [xiaoman],
      notFriend: [chen],
      overLimit: [fang],
    });
    expect(await statuses(msgid)).toEqual({ [xiaoman]: 1, [chen]: 2, [fang]: 3 });
    expect((await create([fang])).errcode).toBe(41048);
    stage.clock.pass(22 * day);
    expect((await create([fang])).errcode).toBe(0);
  });

  it('keeps to one a day where the admin has set that', async () => {
    await stage.close();
    stage = await openStage({ receiveLimit: 'day' });
    stage.sandbox.platform.repMassSends('rep.lin', [xiaoman], '日签');
    expect((await create([xiaoman])).errcode).toBe(41048);
    stage.clock.pass(14 * 3_600_000);
    expect((await create([xiaoman])).errcode).toBe(0);
  });

  it('is found again in the list, without a creator when the API made it', async () => {
    const { msgid } = await create([xiaoman]);
    stage.sandbox.platform.repMassSends('rep.lin', [chen], '手动群发');
    const now = Math.floor(stage.clock.now() / 1000);
    const list = (filter: object) =>
      stage.post('externalcontact/get_groupmsg_list_v2', {
        chat_type: 'single',
        start_time: now - 60,
        end_time: now,
        ...filter,
      });
    expect((await list({})).group_msg_list).toHaveLength(2);
    expect((await list({ filter_type: 0 })).group_msg_list).toEqual([
      { msgid, create_time: now, create_type: 0, text: { content: '中秋安康' }, attachments: [] },
    ]);
    expect((await list({ creator: 'rep.lin' })).group_msg_list).toMatchObject([{ create_type: 1, creator: 'rep.lin' }]);
    expect((await list({ start_time: now - 40 * 86_400 })).errcode).toBe(40058);
    const first = await list({ limit: 1 });
    expect((await list({ limit: 1, cursor: first.next_cursor })).next_cursor).toBe('');
  });

  it('is reminded three times in 24 h, and cancelled once', async () => {
    const { msgid } = await create([xiaoman]);
    const remind = async () => (await stage.post('externalcontact/remind_groupmsg_send', { msgid })).errcode;
    expect([await remind(), await remind(), await remind(), await remind()]).toEqual([0, 0, 0, 41094]);
    stage.clock.pass(day);
    expect(await remind()).toBe(0);
    const cancel = async () => (await stage.post('externalcontact/cancel_groupmsg_send', { msgid })).errcode;
    expect([await cancel(), await cancel(), await remind()]).toEqual([0, 41093, 41093]);
    expect(() => stage.sandbox.platform.repConfirmsMassSend('rep.lin', String(msgid))).toThrow('已停止');
    expect(await statuses(msgid)).toEqual({ [xiaoman]: 0 });
  });

  it('answers 41063 while it is dispatched, 41047 when unknown', async () => {
    await stage.close();
    stage = await openStage({ dispatchMs: 5000 });
    const { msgid } = await create([xiaoman]);
    expect((await results(msgid)).errcode).toBe(41063);
    stage.clock.pass(5000);
    expect((await results(msgid)).errcode).toBe(0);
    expect((await results('msgNone')).errcode).toBe(41047);
    expect((await results(undefined)).errcode).toBe(41046);
  });

  it('without a sender goes to who chatted last', async () => {
    stage.sandbox.platform.customerAddsRep({ externalUserId: xiaoman, repUserId: 'rep.gao' });
    stage.clock.pass(1000);
    stage.sandbox.platform.customerSays('rep.lin', xiaoman, '在吗');
    await create([xiaoman, ofGao], { sender: undefined });
    const [task] = stage.sandbox.platform.massSends;
    expect([...(task?.tasks.values() ?? [])].map(({ userid, rows }) => [userid, ...rows.keys()])).toEqual([
      ['rep.lin', xiaoman],
      ['rep.gao', ofGao],
    ]);
  });
});
