import type { Stage } from './stage';
import { day, element, hour, minute, openStage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const send = (body: object) => stage.post('message/send', { touser: 'rep.lin', agentid: 1000002, ...body });
const text = (content: string, more: object = {}) => send({ msgtype: 'text', text: { content }, ...more });
const card = (task_id: string, more: object = {}) => ({
  msgtype: 'template_card',
  template_card: {
    card_type: 'button_interaction',
    task_id,
    main_title: { title: '王女士 明天生日', desc: '上次沟通 32 天前' },
    button_list: [
      { text: '发送', style: 1, key: 'send' },
      { text: '跳过', style: 2, key: 'skip' },
    ],
    ...more,
  },
});
const seen = (repUserId = 'rep.lin') => stage.sandbox.platform.messagesTo(repUserId);

describe('an app message', () => {
  it('reaches whom it can, and names the others in lower case', async () => {
    const answer = await text('早上好', { touser: 'REP.LIN|Fin.Wu|Nobody' });
    expect(answer).toMatchObject({ errcode: 0, invaliduser: 'fin.wu|nobody', invalidparty: '', unlicenseduser: '' });
    expect(seen()).toMatchObject([{ msgtype: 'text', body: { content: '早上好' }, messageId: answer.msgid }]);
    expect((await text('早', { touser: 'fin.wu' })).errcode).toBe(81013);
    expect((await text('早', { touser: '' })).errcode).toBe(82001);
    stage.sandbox.platform.repLeaves('rep.gao');
    expect((await text('早', { touser: 'rep.gao' })).errcode).toBe(81013);
  });

  it('goes to all, or to a department', async () => {
    await text('全员', { touser: '@all' });
    await text('二部', { touser: undefined, toparty: '3' });
    expect(seen('rep.gao')).toHaveLength(2);
    expect(seen('rep.lin')).toHaveLength(1);
  });

  it('is refused by field', async () => {
    expect((await text('')).errcode).toBe(44004);
    expect((await send({ msgtype: 'song' })).errcode).toBe(40008);
    expect((await text('早', { agentid: 7 })).errcode).toBe(301002);
    expect((await send({ msgtype: 'markdown', markdown: { content: '字'.repeat(700) } })).errcode).toBe(45002);
    const textcard = { title: '今日任务', url: 'https://x.test/tasks' };
    expect((await send({ msgtype: 'textcard', textcard })).errcode).toBe(41033);
    expect(
      (await send({ msgtype: 'textcard', textcard: { ...textcard, description: '3 位', url: 'x.test' } })).errcode,
    ).toBe(40094);
    expect((await send({ msgtype: 'textcard', textcard: { ...textcard, description: '3 位' } })).errcode).toBe(0);
    await text('字'.repeat(700));
    expect(Buffer.byteLength(String(seen().at(-1)?.body.content))).toBeLessThanOrEqual(2048);
  });

  it('with the duplicate check is delivered once for the same bytes', async () => {
    const more = { enable_duplicate_check: 1, duplicate_check_interval: 60 };
    const [one, other] = [await text('摘要', more), await text('摘要', more)];
    expect(other.msgid).toBe(one.msgid);
    await text('摘要二', more);
    expect(seen()).toHaveLength(2);
    stage.clock.pass(minute);
    await text('摘要', more);
    expect(seen()).toHaveLength(3);
  });

  it('beyond 30 a minute to one member is dropped in silence', async () => {
    for (let n = 0; n < 31; n += 1) expect((await text(`第 ${n} 条`)).errcode).toBe(0);
    expect(seen()).toHaveLength(30);
    expect(stage.sandbox.platform.droppedMessages).toHaveLength(1);
    stage.clock.pass(minute);
    await text('又可以了');
    expect(seen()).toHaveLength(31);
  });

  it('can be recalled for 24 h', async () => {
    const { msgid } = await text('发错了');
    expect((await stage.post('message/recall', { msgid })).errcode).toBe(0);
    expect(seen()[0]?.recalled).toBe(true);
    const late = await text('昨天的');
    stage.clock.pass(day);
    expect((await stage.post('message/recall', { msgid: late.msgid })).errcode).toBe(42052);
    expect((await stage.post('message/recall', { msgid: 'appNone' })).errcode).toBe(40058);
  });
});

describe('a card', () => {
  it('needs a callback URL and a task_id that was never used', async () => {
    expect(await send(card('t-1'))).toMatchObject({ errcode: 0, response_code: expect.stringMatching(/./) });
    expect((await send(card('t-1'))).errcode).toBe(42014);
    expect((await send(card('中文'))).errcode).toBe(42014);
    stage.sandbox.setCallbackUrl(undefined);
    expect((await send(card('t-2'))).errcode).toBe(43012);
  });

  it.each([
    [
      'a seventh button',
      { button_list: Array.from({ length: 7 }, (_, n) => ({ text: `第${n}`, key: `k${n}` })) },
      42038,
    ],
    ['no button', { button_list: [] }, 42038],
    [
      'a repeated key',
      {
        button_list: [
          { text: '一', key: 'k' },
          { text: '二', key: 'k' },
        ],
      },
      42039,
    ],
    ['a long button text', { button_list: [{ text: '十一个字的按钮文案超长了', key: 'k' }] }, 42040],
    ['no title', { main_title: {} }, 42028],
    ['a long title', { main_title: { title: '题'.repeat(37) } }, 42028],
    ['seven rows', { horizontal_content_list: Array(7).fill({ keyname: '客户', value: '王' }) }, 42035],
    [
      'a long row name',
      { horizontal_content_list: [{ keyname: '客户的名字', value: '王' }, { keyname: '客户的全名字' }] },
      42036,
    ],
    ['a card action without url', { card_action: { type: 1 } }, 42045],
    ['an unknown kind', { card_type: 'poem' }, 42027],
  ])('with %s is refused', async (_what, change, errcode) => {
    expect((await send(card('t-9', change))).errcode).toBe(errcode);
    expect((await send(card('t-9'))).errcode).toBe(0);
  });

  it('tells the app who tapped what, with a code that greys the button once', async () => {
    await send(card('t-1'));
    const responseCode = stage.sandbox.platform.repTapsCardButton('rep.lin', 't-1', 'send');
    await stage.sandbox.settle();
    const [xml = ''] = stage.listener.events;
    expect(
      ['Event', 'FromUserName', 'EventKey', 'TaskId', 'CardType', 'ResponseCode', 'AgentID'].map((name) =>
        element(xml, name),
      ),
    ).toEqual(['template_card_event', 'rep.lin', 'send', 't-1', 'button_interaction', responseCode, '1000002']);
    const update = (response_code: string, userids = ['rep.lin']) =>
      stage.post('message/update_template_card', {
        userids,
        agentid: 1000002,
        response_code,
        button: { replace_name: '已发送' },
      });
    expect(await update(responseCode, ['REP.LIN', 'rep.gao'])).toMatchObject({ errcode: 0, invaliduser: ['rep.gao'] });
    expect(seen()[0]).toMatchObject({ greyedText: '已发送', chosenKey: 'send' });
    expect((await update(responseCode)).errcode).toBe(60140);
    expect(() => stage.sandbox.platform.repTapsCardButton('rep.lin', 't-1', 'skip')).toThrow('已置灰');
  });

  it('is replaced for its whole audience by the code of the sending, within 72 h', async () => {
    const { response_code } = await send({ ...card('t-1'), touser: 'rep.lin|rep.gao' });
    const { template_card } = card('', { main_title: { title: '已过期' }, replace_text: '已过期', task_id: undefined });
    const body = { atall: 1, agentid: 1000002, response_code, template_card };
    expect((await stage.post('message/update_template_card', body)).errcode).toBe(0);
    expect(seen('rep.gao')[0]).toMatchObject({ greyedText: '已过期', body: { main_title: { title: '已过期' } } });
    const second = await send(card('t-2'));
    stage.clock.pass(72 * hour);
    const late = { ...body, response_code: second.response_code };
    expect((await stage.post('message/update_template_card', late)).errcode).toBe(60140);
  });
});

describe('identity', () => {
  it('gives each code once, for five minutes', async () => {
    const info = (code: string) => stage.get('auth/getuserinfo', { code });
    const code = stage.sandbox.platform.loginCode({ repUserId: 'rep.lin' });
    expect(await info(code)).toMatchObject({ errcode: 0, userid: 'rep.lin' });
    expect((await info(code)).errcode).toBe(42022);
    expect((await info('made-up')).errcode).toBe(40029);
    const late = stage.sandbox.platform.loginCode({ repUserId: 'rep.lin' });
    stage.clock.pass(5 * minute);
    expect((await info(late)).errcode).toBe(42003);
  });

  it('gives both tickets', async () => {
    const corp = await stage.get('get_jsapi_ticket');
    const agent = await stage.get('ticket/get', { type: 'agent_config' });
    expect([corp.expires_in, agent.expires_in]).toEqual([7200, 7200]);
    expect(corp.ticket).not.toBe(agent.ticket);
    expect((await stage.get('ticket/get')).errcode).toBe(91040);
  });
});
