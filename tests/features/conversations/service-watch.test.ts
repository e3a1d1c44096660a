import { memberAt } from '../../inbound/console/console-world';
import { shanghai } from '../../support/world';
import { type KfWorld, openKfId, startKfWorld, xiaoman } from './kf-world';

const minute = 60_000;
let world: KfWorld;
afterEach(() => world.stop());

async function pass(minutes: number): Promise<void> {
  for (let done = 0; done < minutes; done += 1) {
    world.clock.moveTo(world.clock.now() + minute);
    await world.app.scheduler.ringDue();
    await world.settle();
  }
}

const waits = (rep = 'rep.lin') => world.saidTo(rep).filter((text) => text.includes('分钟'));

describe('a customer who waits for a person', () => {
  it('over five minutes is told to the rep once, and after ten to the lead of their department', async () => {
    world = await startKfWorld();
    await memberAt(world, 'lead', { departmentIds: [2], repUserId: 'rep.gao' });
    await world.hears('净水器漏水了');
    await pass(4);
    expect(waits()).toEqual([]);
    await pass(2);
    expect(waits()).toEqual([expect.stringMatching(/等了 5 分钟，还没有人回复/)]);
    await pass(3);
    expect([waits().length, waits('rep.gao').length]).toEqual([1, 0]);
    await pass(3);
    expect(waits('rep.gao')).toEqual([expect.stringMatching(/【待响应】.*林晓还没有回复/)]);
    await pass(5);
    expect([waits().length, waits('rep.gao').length]).toEqual([1, 1]);
  });

  it('and goes on writing is waiting since the first word', async () => {
    world = await startKfWorld();
    await world.hears('净水器漏水了');
    for (let more = 0; more < 6; more += 1) {
      await pass(1);
      world.kf.customerWrites(openKfId, xiaoman, '在吗');
    }
    await pass(1);
    expect(waits()).toHaveLength(1);
  });

  it('no more, since somebody answered, is told to nobody', async () => {
    world = await startKfWorld();
    await world.hears('净水器漏水了');
    await pass(2);
    world.kf.servicerWrites(openKfId, 'rep.lin', xiaoman, '我来看看');
    await world.settle();
    await pass(8);
    expect(waits()).toEqual([]);
  });

  it('over the night waits from the morning on', async () => {
    world = await startKfWorld({ now: '2027-01-05 17:58' });
    await world.hears('净水器漏水了');
    await pass(6);
    expect(waits()).toEqual([]);
    world.clock.moveTo(shanghai('2027-01-06 09:02'));
    await pass(1);
    expect(waits()).toEqual([]);
    await pass(4);
    expect(waits()).toHaveLength(1);
  });
});
