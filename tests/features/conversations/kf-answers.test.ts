import { Customer } from '../../../src/model/customer';
import { TimelineEvent } from '../../../src/model/timeline-event';
import { shanghai } from '../../support/world';
import { type KfWorld, openKfId, startKfWorld, xiaoman } from './kf-world';

const minute = 60_000;
let world: KfWorld;
afterEach(() => world.stop());

async function pass(minutes: number): Promise<void> {
  world.clock.moveTo(world.clock.now() + minutes * minute);
  await world.app.scheduler.ringDue();
  await world.settle();
}

const state = () => world.app.features.wecom.getKfState(openKfId, xiaoman);
const toRep = (rep?: string) => world.saidTo(rep).filter((text) => text.includes('微信客服'));
const customer = (externalUserId: string = xiaoman) =>
  world.app.dataSource.manager.findOneByOrFail(Customer, { externalUserId });

describe('in the shop’s hours', () => {
  it('the customer’s own rep takes over', async () => {
    world = await startKfWorld();
    await world.hears('净水器漏水了');
    expect(world.answers()).toEqual(['好的，正在为您转接同事，请稍候。']);
    expect(await state()).toEqual({ state: 'human', servicerUserId: 'rep.lin' });
    expect(await world.conversation()).toMatchObject({ state: 'human', servicerUserId: 'rep.lin', dueAt: null });
  });

  it('the app keeps silent while a person talks, and is there again after it', async () => {
    world = await startKfWorld();
    await world.hears('净水器漏水了');
    world.kf.servicerWrites(openKfId, 'rep.lin', xiaoman, '我是林晓，请拍张照');
    await world.hears('拍好了');
    expect(world.answers()).toHaveLength(1);
    world.kf.servicerEnds(openKfId, xiaoman);
    await world.settle();
    expect(await world.conversation()).toMatchObject({ state: 'ended' });
    await world.hears('又漏了');
    expect(world.answers()).toHaveLength(2);
  });

  it('a rep who is not there leaves the conversation to the pool', async () => {
    world = await startKfWorld();
    world.kf.servicerReceives(openKfId, 'rep.lin', false);
    await world.hears('在吗');
    expect(await state()).toMatchObject({ state: 'pool' });
    expect(toRep()).toEqual([]);
  });

  it('a pool with nobody there is told to the rep at once', async () => {
    world = await startKfWorld();
    for (const rep of ['rep.lin', 'rep.gao', 'rep.zhou']) world.kf.servicerReceives(openKfId, rep, false);
    await world.hears('在吗');
    await pass(1);
    expect(toRep()).toHaveLength(1);
  });

  it('several messages at once are answered as one', async () => {
    world = await startKfWorld();
    for (const text of ['在吗', '想问一下', '滤芯多久换']) world.kf.customerWrites(openKfId, xiaoman, text);
    await world.settle();
    await pass(1);
    expect(world.answers()).toHaveLength(1);
  });

  it('what was recalled before it was read is not answered', async () => {
    world = await startKfWorld();
    world.sandbox.faults.callbacks.drop = 2;
    world.kf.customerRecalls(openKfId, xiaoman, world.kf.customerWrites(openKfId, xiaoman, '说错了'));
    await pass(6);
    expect(world.answers()).toEqual([]);
    expect(await world.conversation()).toMatchObject({ dueAt: null });
  });

  it('a visitor is proposed to become the servicer’s friend, and gets the link once', async () => {
    world = await startKfWorld({
      care: ({ service }) => {
        service.friendLink = 'https://work.weixin.qq.com/ca/cawcde1';
      },
    });
    const { externalUserId } = world.kf.customerEnters({ openKfId, customerName: '路人甲' });
    await world.hears('怎么买', externalUserId);
    expect(world.answers(externalUserId).slice(1)).toEqual(['好的，正在为您转接同事，请稍候。', 'ca_link']);
    world.kf.servicerTakes(openKfId, 'rep.gao', externalUserId);
    world.kf.servicerEnds(openKfId, externalUserId);
    await world.hears('还有', externalUserId);
    expect(world.answers(externalUserId).filter((kind) => kind === 'ca_link')).toHaveLength(1);
    await world.hears('在吗');
    expect(world.answers()).not.toContain('ca_link');
  });
});

describe('out of hours', () => {
  it('the customer is told when somebody answers, and the rep hears of it next morning', async () => {
    world = await startKfWorld({ now: '2027-01-05 23:40' });
    await world.hears('滤芯多久换一次?上次是五月换的');
    expect(world.answers()).toEqual(['您的消息已收到。我们的服务时间是 09:00-18:00，明天上班后会有同事联系您。']);
    expect(await state()).toMatchObject({ state: 'new' });
    await world.walkTo('2027-01-06 09:04');
    expect(toRep()).toEqual([]);
    await world.walkTo('2027-01-06 09:06');
    const [told, ...more] = toRep();
    expect(told).toContain('【客服跟进】周小满');
    expect(told).toContain('01-05 23:40 客户：滤芯多久换一次');
    expect(told).toContain('已自动答复：您的消息已收到');
    expect(more).toEqual([]);
  });

  it('all that was written in the night is one notice', async () => {
    world = await startKfWorld({ now: '2027-01-06 02:00' });
    await world.hears('在吗');
    expect(world.answers()[0]).toContain('今天上班后');
    world.clock.moveTo(shanghai('2027-01-06 05:00'));
    await world.hears('醒了');
    await world.walkTo('2027-01-06 09:06');
    expect(toRep()).toHaveLength(1);
    expect(toRep()[0]).toMatch(/在吗.*醒了/);
  });

  it('a rep who has answered meanwhile is not told', async () => {
    world = await startKfWorld({ now: '2027-01-05 23:40' });
    await world.hears('在吗');
    world.kf.servicerWrites(openKfId, 'rep.lin', xiaoman, '在的');
    await world.settle();
    await world.walkTo('2027-01-06 09:30');
    expect(toRep()).toEqual([]);
  });

  it('a visitor whom nobody knows is told of to a servicer, by nickname', async () => {
    world = await startKfWorld({ now: '2027-01-05 23:40' });
    const { externalUserId } = world.kf.customerEnters({ openKfId, customerName: '路人甲' });
    await world.hears('怎么买', externalUserId);
    await world.walkTo('2027-01-06 09:06');
    expect(toRep()[0]).toContain('路人甲');
  });
});

describe('退订', () => {
  it.each(['退订', '别再给我发消息了！', '不要再发了', 'TD'])('is honoured at once: %s', async (words) => {
    world = await startKfWorld({ now: '2027-01-05 23:40' });
    await world.hears(words);
    expect(await customer()).toMatchObject({ optOutBy: 'customer' });
    expect(world.answers()).toEqual([expect.stringContaining('以后不再主动给您发消息')]);
    await pass(1);
    expect(toRep()).toEqual([expect.stringContaining('不再打扰')]);
  });

  it('does not wait for a WeCom that is away', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/service_state/get', { httpStatus: 502 });
    await world.hears('退订');
    expect((await customer()).optedOutAt).not.toBeNull();
  });

  it('of a visitor is remembered for when they become a customer', async () => {
    world = await startKfWorld();
    const { externalUserId } = world.kf.customerEnters({ openKfId, customerName: '路人甲' });
    await world.hears('退订', externalUserId);
    world.sandbox.platform.customerAddsRep({ repUserId: 'rep.lin', externalUserId });
    await world.settle();
    expect((await customer(externalUserId)).optedOutAt).not.toBeNull();
  });

  it.each(['我不是要退订，就问下怎么清洗', '别发错货了', '不要再发烧就好'])('is not read into: %s', async (words) => {
    world = await startKfWorld();
    await world.hears(words);
    expect((await customer()).optedOutAt).toBeNull();
  });
});

describe('a greeting', () => {
  it('comes with the code of who enters', async () => {
    world = await startKfWorld();
    world.kf.customerEnters({ openKfId, externalUserId: xiaoman });
    await world.settle();
    expect(world.answers()).toEqual([expect.stringContaining('您好，这里是久伴生活馆')]);
  });

  it('does not come when the code is over', async () => {
    world = await startKfWorld();
    world.sandbox.faults.callbacks.drop = 1;
    world.kf.customerEnters({ openKfId, externalUserId: xiaoman });
    await pass(6);
    expect(world.answers()).toEqual([]);
    expect(await world.conversation()).toMatchObject({ dueAt: null, followUpAt: null });
  });
});

describe('what does not arrive', () => {
  it('after WeCom had taken it is told to the rep, with the reason', async () => {
    world = await startKfWorld({ now: '2027-01-05 23:40' });
    await world.hears('在吗');
    world.kf.customerRefuses(openKfId, xiaoman);
    await world.hears('还在吗');
    expect(world.answers()).toHaveLength(1);
    await world.walkTo('2027-01-06 09:06');
    expect(toRep()[0]).toContain('没有送到（客户已拒收）');
  });

  it('because WeCom refuses it for good is told to the rep at once', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/send_msg', { errcode: 95001 });
    await world.hears('在吗');
    await pass(1);
    expect(world.answers()).toEqual([]);
    expect(await world.conversation()).toMatchObject({ state: 'human' });
    expect(toRep()[0]).toContain('没有送到（客户来信后已发满 5 条）');
  });

  it('because WeCom is away comes when it is back, once', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/send_msg', { httpStatus: 502 });
    await world.hears('在吗');
    expect(world.answers()).toEqual([]);
    world.sandbox.faults.clear();
    await pass(1);
    await pass(1);
    expect(world.answers()).toHaveLength(1);
  });

  it('in an hour is left to a person', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/send_msg', { httpStatus: 502 });
    await world.hears('在吗');
    await pass(90);
    world.sandbox.faults.clear();
    for (let n = 0; n < 3; n += 1) await pass(6);
    expect(world.answers()).toEqual([]);
    expect(toRep()[0]).toContain('未能及时发出');
  });

  it('and whose answer was lost is not sent again', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/send_msg', { dropAnswer: 'after', times: 1 });
    await world.hears('在吗');
    await pass(1);
    expect(world.answers()).toHaveLength(1);
    const lines = await world.app.dataSource.manager.findBy(TimelineEvent, { externalUserId: xiaoman });
    expect(lines.filter(({ summary }) => summary === '微信客服自动答复了客户')).toHaveLength(1);
  });

  it('because the account was removed in mid-conversation ends in peace', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/service_state/get', { errcode: 95004 });
    await world.hears('在吗');
    world.kf.adminDeletesAccount(openKfId);
    await world.settle();
    for (let n = 0; n < 5; n += 1) await pass(10);
    expect(world.answers()).toEqual([]);
    expect(await world.conversation()).toMatchObject({ dueAt: null });
  });
});
