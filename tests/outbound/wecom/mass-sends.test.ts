import { CareError } from '../../../src/kernel/errors';
import type { Attachment } from '../../../src/kernel/ports';
import { failureOf, ok, startWecomWorld } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

let world: WecomWorld;
beforeEach(async () => {
  world = await startWecomWorld();
});
afterEach(() => world.stub.stop());

const request = { repUserId: 'lin', externalUserIds: ['wm1', 'wm7'], text: '小满，生日快乐！🎂' };
const attachments: Attachment[] = [
  { kind: 'image', mediaId: 'MID' },
  { kind: 'image', pictureUrl: 'https://wework/p' },
  { kind: 'link', title: '指南', url: 'https://x.test/g', description: '三分钟', thumbnailUrl: 'https://x.test/c.png' },
  { kind: 'miniprogram', title: '会员中心', mediaId: 'MID2', appId: 'wxdemo', page: 'pages/me.html' },
  { kind: 'video', mediaId: 'V' },
  { kind: 'file', mediaId: 'F' },
];
const attachmentsJson = [
  { msgtype: 'image', image: { media_id: 'MID' } },
  { msgtype: 'image', image: { pic_url: 'https://wework/p' } },
  { msgtype: 'link', link: { title: '指南', url: 'https://x.test/g', desc: '三分钟', picurl: 'https://x.test/c.png' } },
  {
    msgtype: 'miniprogram',
    miniprogram: { title: '会员中心', pic_media_id: 'MID2', appid: 'wxdemo', page: 'pages/me.html' },
  },
  { msgtype: 'video', video: { media_id: 'V' } },
  { msgtype: 'file', file: { media_id: 'F' } },
];

describe('a mass-send', () => {
  it('is made with its attachments and tells who was refused', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/add_msg_template', { ...ok, fail_list: ['wm7'], msgid: 'msg1' });
    await expect(client.createMassSend({ ...request, attachments })).resolves.toEqual({
      messageId: 'msg1',
      refused: ['wm7'],
    });
    expect(stub.requests.at(-1)?.json).toEqual({
      chat_type: 'single',
      external_userid: ['wm1', 'wm7'],
      sender: 'lin',
      text: { content: '小满，生日快乐！🎂' },
      attachments: attachmentsJson,
    });
  });

  it('that nobody can receive is no task, and refuses all', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/add_msg_template', { errcode: 41048, errmsg: 'no customer to send' });
    await expect(client.createMassSend(request)).resolves.toEqual({ messageId: null, refused: ['wm1', 'wm7'] });
  });

  it.each([
    ['no recipients, which WeCom takes for all of the rep’s', { externalUserIds: [] }, /recipients/],
    ['10,001 recipients', { externalUserIds: Array<string>(10_001).fill('wm') }, /10000 items/],
    ['no sender', { repUserId: '' }, /sender/],
    ['4001 bytes of text', { text: `${'好'.repeat(1333)}xx` }, /4000 bytes.*4001/],
    ['no content', { text: '' }, /text/],
    ['10 attachments', { attachments: Array<Attachment>(10).fill({ kind: 'file', mediaId: 'F' }) }, /9 items/],
    ['a link without url', { attachments: [{ kind: 'link' as const, title: 't' }] }, /url/],
  ])('with %s is refused before it is sent', async (_what, change, message) => {
    const error = await failureOf(world.client.createMassSend({ ...request, ...change }));
    expect(error).toBeInstanceOf(CareError);
    expect(String(error)).toMatch(message);
    expect(world.stub.requests).toEqual([]);
  });

  it('of 4000 bytes goes out whole', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/add_msg_template', { ...ok, msgid: 'm' });
    const text = `${'好'.repeat(1333)}x`;
    await client.createMassSend({ ...request, text });
    expect(stub.requests.at(-1)?.json).toMatchObject({ text: { content: text } });
  });
});

describe('the mass-sends of a time', () => {
  it('are found page by page, whether their times are numbers or texts', async () => {
    const { stub, client } = world;
    stub.on('externalcontact/get_groupmsg_list_v2', ({ json }) => ({
      json:
        json?.cursor === ''
          ? { ...ok, next_cursor: 'N', group_msg_list: [{ msgid: 'a', create_time: 1767225600, create_type: 0 }] }
          : {
              ...ok,
              next_cursor: '',
              group_msg_list: [
                {
                  msgid: 'b',
                  creator: 'gao',
                  create_time: '1767225601',
                  create_type: 1,
                  text: { content: 'hi' },
                  attachments: [{ msgtype: 'image', image: { pic_url: 'u' } }],
                },
              ],
            },
    }));
    const range = { from: 1767225540_500, to: 1767225700_500 };
    const first = await client.pageMassSends(range, '');
    const second = await client.pageMassSends(range, first.nextCursor);
    expect([...first.items, ...second.items]).toEqual([
      { messageId: 'a', creator: null, createdAt: 1767225600_000, createType: 0, text: '', attachmentKinds: [] },
      {
        messageId: 'b',
        creator: 'gao',
        createdAt: 1767225601_000,
        createType: 1,
        text: 'hi',
        attachmentKinds: ['image'],
      },
    ]);
    expect(second.nextCursor).toBe('');
    expect(stub.requests.at(-1)?.json).toEqual({
      chat_type: 'single',
      start_time: 1767225540,
      end_time: 1767225701,
      filter_type: 0,
      limit: 100,
      cursor: 'N',
    });
  });
});

describe('the end of a mass-send', () => {
  it('is read by rep and by customer', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/get_groupmsg_task', {
      ...ok,
      task_list: [
        { userid: 'lin', status: 2, send_time: 1767225600 },
        { userid: 'gao', status: 0 },
      ],
    });
    await expect(client.pageMassSendTasks('m', '')).resolves.toEqual({
      items: [
        { repUserId: 'lin', sent: true, sentAt: 1767225600_000 },
        { repUserId: 'gao', sent: false, sentAt: null },
      ],
      nextCursor: '',
    });
    stub.answer('externalcontact/get_groupmsg_send_result', {
      ...ok,
      send_list: [0, 1, 2, 3].map((status) => ({
        external_userid: `wm${status}`,
        status,
        ...(status === 1 ? { send_time: 1767225600 } : {}),
      })),
      next_cursor: 'N',
    });
    const page = await client.pageMassSendResults('m', 'lin', 'C');
    expect(page.items.map(({ state }) => state)).toEqual(['waiting', 'sent', 'not_friend', 'over_limit']);
    expect(page.items[1]).toEqual({ externalUserId: 'wm1', state: 'sent', sentAt: 1767225600_000 });
    expect(page.nextCursor).toBe('N');
    expect(stub.requests.at(-1)?.json).toEqual({ msgid: 'm', userid: 'lin', limit: 1000, cursor: 'C' });
  });

  it('that WeCom still dispatches is to be asked for again in 20 seconds', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/get_groupmsg_send_result', { errcode: 41063 });
    expect(await failureOf(client.pageMassSendResults('m', 'lin', ''))).toMatchObject({
      errcode: 41063,
      options: { kind: 'wait', waitMs: 20_000 },
    });
  });

  it('comes by cancelling, once or twice', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/cancel_groupmsg_send', ok, { errcode: 41093 });
    await client.cancelMassSend('m');
    await expect(client.cancelMassSend('m')).resolves.toBeUndefined();
  });

  it('is reminded of 3 times in 24 hours at most', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/remind_groupmsg_send', { errcode: 41094 });
    await expect(client.remindMassSend('m')).rejects.toMatchObject({ errcode: 41094, options: { kind: 'wait' } });
  });
});

describe('a welcome', () => {
  it('goes out with its attachments', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/send_welcome_msg', ok);
    await client.sendWelcome('code', { text: '您好', attachments: attachments.slice(1, 2) });
    expect(stub.requests.at(-1)?.json).toEqual({
      welcome_code: 'code',
      text: { content: '您好' },
      attachments: [attachmentsJson[1]],
    });
  });

  it.each([41050, 41051, 41096, -1])('tells the caller of %i at the first try', async (errcode) => {
    const { stub, client } = world;
    stub.answer('externalcontact/send_welcome_msg', { errcode });
    await expect(client.sendWelcome('code', { text: '您好' })).rejects.toMatchObject({ errcode });
    expect(stub.asked('externalcontact/send_welcome_msg')).toHaveLength(1);
  });

  it('over 4000 bytes is refused', async () => {
    await expect(world.client.sendWelcome('code', { text: 'x'.repeat(4001) })).rejects.toThrow(/4000 bytes/);
  });
});
