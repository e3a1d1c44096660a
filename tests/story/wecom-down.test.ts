import { startWorld, type World } from '../support/world';

jest.setTimeout(180_000);

let world: World;

beforeEach(async () => {
  world = await startWorld({ now: '2027-08-18 09:30' });
  world.rep();
  world.rep('rep.gao', '高远');
  await world.app.features.contacts.sync();
});

afterEach(() => world.stop());

async function minutes(from: string, to: string): Promise<void> {
  const [fromMinute, toMinute] = [from, to].map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
  for (let at = fromMinute ?? 0; at <= (toMinute ?? 0); at += 3) {
    const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    await world.walkTo(`2027-08-21 ${time}`);
  }
}

describe('WeCom down for an hour', () => {
  test.each(['refuse', 'lost answers'] as const)(
    'loses nothing, doubles nothing, and is caught up after (%s)',
    async (how) => {
      const { platform, faults } = world.sandbox;
      await world.api('POST', '/products', { sku: 'F-1', name: '滤芯', priceCents: 9_900 });
      const customers: string[] = [];
      for (let n = 0; n < 6; n += 1) {
        customers.push(await world.customer({ name: `老客${n}`, addedBy: n % 2 ? 'rep.lin' : 'rep.gao' }));
      }
      // All have bought, so that all hear of 中秋 at 10:00, in the middle of the hour.
      const orders = customers.map((externalUserId, n) => ({
        orderNo: `O-${n}`,
        externalUserId,
        paidAt: '2027-06-01T12:00:00+08:00',
        items: [{ sku: 'F-1', name: '滤芯', quantity: 1, unitPriceCents: 9_900 }],
        totalCents: 9_900,
        status: 'paid',
      }));
      await world.api('POST', '/orders', orders);
      // Three days on nobody is a newcomer any more.
      await world.walkTo('2027-08-21 09:30');
      await minutes('09:31', '09:44');
      const before = { gao: world.saidTo('rep.gao').length, lin: world.saidTo('rep.lin').length };

      if (how === 'refuse') faults.down = 'refuse';
      else faults.set('*', { dropAnswer: 'after' });
      // Callbacks still come: WeCom's API is down, its callbacks are not.
      platform.repWritesToApp('rep.lin', '老客1 备注 喜欢绿茶');
      platform.repWritesToApp('rep.gao', '老客0 买了 滤芯 99');
      const { externalUserId: newcomer } = platform.customerAddsRep({ repUserId: 'rep.lin', customerName: '新客' });
      await minutes('09:45', '10:44');
      expect(world.saidTo('rep.gao').length).toBeLessThanOrEqual(how === 'refuse' ? before.gao : before.gao + 2);

      faults.clear();
      await minutes('10:45', '11:30');

      // Nothing lost: every event served, every word said, every task made.
      const open = (sql: string) => world.app.dataSource.query(sql);
      expect(await open("select kind, state, fault from callback_events where state <> 'done'")).toEqual([]);
      expect(await open("select id, fault from app_messages where state = 'waiting'")).toEqual([]);
      expect(await open("select id, state, fault from mass_sends where state in ('intended', 'unknown')")).toEqual([]);
      const answers = (repUserId: string, words: string) =>
        world.saidTo(repUserId).filter((text) => text.includes(words));
      expect(answers('rep.lin', '已写进老客1的备注')).toHaveLength(1);
      expect(answers('rep.gao', '共 99 元')).toHaveLength(1);
      const { orders: bought } = await world.api<{ orders: { count: number } }>('GET', `/customers/${customers[0]}`);
      expect(bought.count).toBe(2);

      // Nothing twice: one task at WeCom for each rep, text and customer.
      const recipients = platform.massSends
        .filter(({ cancelled_at: cancelledAt }) => cancelledAt === undefined)
        .flatMap(({ text, tasks }) =>
          [...tasks.values()].flatMap(({ userid, rows }) =>
            [...rows.keys()].map((id) => JSON.stringify([userid, text, id])),
          ),
        );
      expect(recipients).toHaveLength(customers.length);
      expect(new Set(recipients).size).toBe(recipients.length);
      expect(platform.receivedBy(newcomer).length).toBeLessThanOrEqual(1);
      const rescue = world.saidTo('rep.lin').filter((text) => text.includes('新客') || text.includes('欢迎'));
      expect(platform.receivedBy(newcomer).length + rescue.length).toBeGreaterThan(0);
      await world.api('GET', `/customers/${newcomer}`);
    },
  );
});
