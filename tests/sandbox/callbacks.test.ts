import type { Stage } from './stage';
import { element, openStage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const say = (text: string) => stage.sandbox.platform.repWritesToApp('rep.lin', text);
const contents = () => stage.listener.events.map((xml) => element(xml, 'Content'));

describe('a callback', () => {
  it('verifies the URL with an echo', async () => {
    const { ok, status, body, expected } = await stage.sandbox.verifyCallback();
    expect([ok, status, body]).toEqual([true, 200, expected]);
  });

  it('carries a rep’s words with a message id beyond 2^53, CDATA kept whole', async () => {
    say('张三 生日 ]]> 农历八月十五 <b>&amp;');
    say('今天');
    await stage.sandbox.settle();
    const [first = '', second = ''] = stage.listener.events;
    expect(first).toContain('张三 生日 ]]]]><![CDATA[> 农历八月十五 <b>&amp;');
    const ids = [first, second].map((xml) => BigInt(element(xml, 'MsgId') ?? '0'));
    expect(ids.every((id) => id > 2n ** 53n && id < 2n ** 63n)).toBe(true);
    expect(ids[0]).not.toBe(ids[1]);
    expect([element(first, 'ToUserName'), element(first, 'FromUserName')]).toEqual(['ww5a6d62787368613031', 'rep.lin']);
  });

  it('comes when reps enter, leave or are hidden, and not when customers chat', async () => {
    stage.sandbox.platform.repEntersApp('rep.lin');
    stage.sandbox.platform.repLeaves('rep.gao');
    stage.sandbox.platform.adminSetsVisible('rep.zhou', false);
    stage.sandbox.platform.customerSays('rep.lin', 'wmJiubanSample0001', '在吗');
    await stage.sandbox.settle();
    const told = stage.listener.events.map((xml) => `${element(xml, 'Event')} ${element(xml, 'FromUserName')}`);
    expect(told.sort()).toEqual(['enter_agent rep.lin', 'unsubscribe rep.gao', 'unsubscribe rep.zhou']);
  });

  it('is repeated three times on another status than 200, then lost', async () => {
    stage.listener.statuses = [500, 503];
    say('一');
    await stage.sandbox.settle();
    expect(stage.listener.events).toHaveLength(3);
    expect(stage.sandbox.deliveries.at(-1)).toMatchObject({ outcome: 'delivered', attempts: 3, status: 200 });
    stage.listener.statuses = [500, 500, 500, 500];
    say('二');
    await stage.sandbox.settle();
    expect(stage.listener.events).toHaveLength(7);
    expect(stage.sandbox.deliveries.at(-1)).toMatchObject({ outcome: 'given-up', attempts: 4 });
  });

  it('is repeated when the answer takes too long or nobody listens', async () => {
    stage.listener.delayMs = 700;
    say('慢');
    await stage.sandbox.settle();
    expect(stage.sandbox.deliveries.at(-1)).toMatchObject({ outcome: 'given-up', attempts: 4, status: 0 });
    stage.sandbox.setCallbackUrl('http://127.0.0.1:1/nobody');
    say('无人');
    await stage.sandbox.settle();
    expect(stage.sandbox.deliveries.at(-1)).toMatchObject({ outcome: 'given-up', attempts: 4 });
  });

  it('is lost when the app has no URL', async () => {
    stage.sandbox.setCallbackUrl(undefined);
    say('一');
    expect(stage.sandbox.deliveries.at(-1)?.outcome).toBe('no-url');
  });
});

describe('a fault of callbacks', () => {
  it('doubles an event: the same plaintext under another cipher', async () => {
    stage.sandbox.faults.callbacks.duplicate = 2;
    say('一');
    await stage.sandbox.settle();
    expect(new Set(stage.listener.events).size).toBe(1);
    expect(new Set(stage.listener.ciphertexts).size).toBe(3);
  });

  it('reorders: the last comes first', async () => {
    stage.sandbox.faults.callbacks.reorder = true;
    ['一', '二', '三'].forEach(say);
    await stage.sandbox.settle();
    expect(contents()).toEqual(['三', '二', '一']);
  });

  it('holds until released', async () => {
    stage.sandbox.faults.callbacks.hold = true;
    say('一');
    await stage.sandbox.settle();
    expect(contents()).toEqual([]);
    stage.sandbox.releaseCallbacks();
    await stage.sandbox.settle();
    expect(contents()).toEqual(['一']);
  });

  it('drops the next', async () => {
    stage.sandbox.faults.callbacks.drop = 1;
    ['一', '二'].forEach(say);
    await stage.sandbox.settle();
    expect(contents()).toEqual(['二']);
  });
});
