import type { Stage } from './stage';
import { openStage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const add = () => stage.sandbox.platform.customerAddsRep({ customerName: '小雨', repUserId: 'rep.lin' });
const greet = (welcome_code: string | undefined, more: object = { text: { content: '您好，我是林晓' } }) =>
  stage.post('externalcontact/send_welcome_msg', { welcome_code, ...more });

describe('a welcome', () => {
  it('reaches the phone once', async () => {
    const { welcomeCode, externalUserId } = add();
    expect(await greet(welcomeCode)).toMatchObject({ errcode: 0 });
    expect((await greet(welcomeCode)).errcode).toBe(41051);
    expect(stage.sandbox.platform.receivedBy(externalUserId)).toEqual([
      {
        at: stage.clock.now(),
        externalUserId,
        repUserId: 'rep.lin',
        text: '您好，我是林晓',
        attachments: [],
        via: 'welcome',
      },
    ]);
  });

  it('dies 20 s after the event', async () => {
    const { welcomeCode } = add();
    stage.clock.pass(19_999);
    expect((await greet(welcomeCode)).errcode).toBe(0);
    const other = stage.sandbox.platform.customerAddsRep({ customerName: '大雨', repUserId: 'rep.lin' });
    stage.clock.pass(20_000);
    expect((await greet(other.welcomeCode)).errcode).toBe(41050);
    expect((await greet('made-up')).errcode).toBe(41050);
    expect((await greet(undefined)).errcode).toBe(41049);
  });

  it('comes too late once the chat has begun', async () => {
    const { welcomeCode, externalUserId } = add();
    stage.sandbox.platform.customerSays('rep.lin', externalUserId, '在吗');
    expect((await greet(welcomeCode)).errcode).toBe(41051);
  });

  it('keeps to the limits, and a refused one does not use the code up', async () => {
    const { welcomeCode } = add();
    const link = { msgtype: 'link', link: { title: '指南', url: 'https://x.test/g' } };
    expect((await greet(welcomeCode, { text: { content: '好'.repeat(1334) } })).errcode).toBe(45002);
    expect((await greet(welcomeCode, { attachments: Array(10).fill(link) })).errcode).toBe(41064);
    expect((await greet(welcomeCode, { attachments: [{ msgtype: 'voice' }] })).errcode).toBe(41065);
    expect(
      (await greet(welcomeCode, { attachments: [{ msgtype: 'image', image: { media_id: 'none' } }] })).errcode,
    ).toBe(40007);
    expect((await greet(welcomeCode, {})).errcode).toBe(44004);
    expect((await greet(welcomeCode, { attachments: [link] })).errcode).toBe(0);
  });

  it('has no code where WeCom gives none', async () => {
    const added = stage.sandbox.platform.customerAddsRep({
      customerName: '小雪',
      repUserId: 'rep.lin',
      welcomeCode: false,
    });
    await stage.sandbox.settle();
    expect(added.welcomeCode).toBeUndefined();
    expect(stage.listener.events[0]).not.toContain('WelcomeCode');
  });

  it('carries an uploaded picture for three days', async () => {
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(64)], { type: 'image/png' }), '海报.png');
    const token = await stage.token();
    const target = `${stage.url}/cgi-bin/media/upload?access_token=${token}&type=image`;
    const uploaded = (await (await fetch(target, { method: 'POST', body: form })).json()) as { media_id: string };
    expect(uploaded).toMatchObject({ errcode: 0, type: 'image' });
    const image = { attachments: [{ msgtype: 'image', image: { media_id: uploaded.media_id } }] };
    expect((await greet(add().welcomeCode, image)).errcode).toBe(0);
    stage.clock.pass(3 * 86_400_000);
    const later = stage.sandbox.platform.customerAddsRep({ customerName: '小雪', repUserId: 'rep.lin' });
    expect((await greet(later.welcomeCode, image)).errcode).toBe(40007);
  });
});
