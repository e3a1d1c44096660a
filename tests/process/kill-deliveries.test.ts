import { openStage, pause, type ServerProcess, type Stage, until } from './server';

const kills = Math.max(6, Math.round(Number(process.env.KILLS ?? 10) * 0.6));
const minuteMs = 60_000;
const newFriends = 24;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ now: '2027-08-18T10:05:00+08:00' });
}, 120_000);

afterAll(() => stage.close());

/** All friends of the sample reps have bought something, so that all of them hear of 中秋. */
async function fillShop(): Promise<void> {
  const { platform, faults } = stage.sandbox;
  // They were friends some days before we came.
  faults.callbacks.drop = newFriends;
  for (let n = 0; n < newFriends; n += 1) {
    const repUserId = ['rep.lin', 'rep.gao', 'rep.zhou'][n % 3] ?? '';
    platform.customerAddsRep({ repUserId, customerName: `老客${n}`, externalUserId: `wmOldFriend${n}` });
  }
  // 25 days before 中秋: the day of its suggestion.
  stage.pass(3 * 24 * 60 * minuteMs);
}

async function buyForAll(): Promise<void> {
  await stage.api('POST', '/products', { sku: 'F-1', name: '滤芯', priceCents: 9_900 });
  const customers = stage.rows<{ externalUserId: string }>('select externalUserId from customers');
  const orders = customers.map(({ externalUserId }, n) => ({
    orderNo: `O-${n}`,
    externalUserId,
    paidAt: '2027-06-01T12:00:00+08:00',
    items: [{ sku: 'F-1', name: '滤芯', quantity: 1, unitPriceCents: 9_900 }],
    totalCents: 9_900,
    status: 'paid',
  }));
  await stage.api('POST', '/orders', orders);
}

const calls = () => stage.sandbox.calls('externalcontact/add_msg_template');
const openSends = () => stage.count('mass_sends', "state in ('intended', 'unknown')");
const openTouches = () => stage.count('touches', "state in ('planned', 'unknown') and path <> 'suggestion'");
const openMessages = () => stage.count('app_messages', "state = 'waiting'");

test(
  `deliveries cut off by ${kills} SIGKILLs go on, and none is made twice`,
  async () => {
    const { sandbox } = stage;
    await fillShop();
    let server: ServerProcess = await stage.start();
    await until('all customers are known', () => stage.count('customers') >= newFriends + 8);
    await buyForAll();
    const planned = await stage.cli(['plan', '--date', '2027-08-21']);
    expect(planned.code).toBe(0);
    const due = stage.count('touches', "path = 'mass-send' and state = 'planned'");
    expect(due).toBeGreaterThan(newFriends);
    await server.signal('SIGKILL');

    const friends: string[] = [];
    for (let life = 0; life < kills; life += 1) {
      sandbox.faults.set('externalcontact/add_msg_template', {
        delayMs: 150 + Math.random() * 300,
        ...(life % 3 === 1 ? { dropAnswer: 'after' as const, times: 1 } : {}),
      });
      sandbox.faults.set('message/send', { delayMs: 100 + Math.random() * 300 });
      sandbox.faults.set('externalcontact/send_welcome_msg', { delayMs: 100 + Math.random() * 300 });
      stage.pass((1 + Math.random()) * minuteMs);
      server = await stage.start();
      const friend = sandbox.platform.customerAddsRep({ repUserId: 'rep.zhou', customerName: `新客${life}` });
      friends.push(friend.externalUserId);
      sandbox.platform.repWritesToApp('rep.lin', `今天`);
      const before = calls();
      // In the middle of it: in some lives at the first calls, in others at later ones.
      const delivers = () => openTouches() === 0 || calls() > before + (life % 3);
      await until('it delivers', delivers, 10_000).catch(() => undefined);
      await pause(Math.random() * 700);
      await server.signal('SIGKILL');
    }
    expect(sandbox.platform.massSends.length).toBeGreaterThan(0);

    sandbox.faults.clear();
    await until(
      'everything is made',
      async () => {
        stage.pass(2 * minuteMs + 1_000);
        server = await stage.start();
        await pause(2_000);
        const done = openSends() + openTouches() + openMessages() === 0;
        expect(await server.signal('SIGTERM')).toBe(0);
        return done;
      },
      180_000,
    );

    const recipients = sandbox.platform.massSends.flatMap(({ text, tasks }) =>
      [...tasks.values()].flatMap(({ userid, rows }) =>
        [...rows.keys()].map((id) => JSON.stringify([userid, text, id])),
      ),
    );
    expect(new Set(recipients).size).toBe(recipients.length);
    expect(recipients).toHaveLength(due);

    for (const repUserId of ['rep.lin', 'rep.gao', 'rep.zhou']) {
      for (const { msgid } of sandbox.platform.waitingMassSends(repUserId)) {
        sandbox.platform.repConfirmsMassSend(repUserId, msgid);
      }
      const said = sandbox.platform.messagesTo(repUserId).map(({ body }) => JSON.stringify(body));
      const digests = said.filter((text) => text.includes('/tasks#t='));
      expect(new Set(digests).size).toBe(digests.length);
    }
    // A task that was not sent yet when it was looked at is looked at again after half an hour, then after two.
    stage.pass(125 * minuteMs);
    server = await stage.start();
    await until('the results are read', () => stage.count('touches', "path = 'mass-send' and state = 'sent'") === due);
    expect(stage.count('mass_sends', "state <> 'finished'")).toBe(0);

    const byCustomer = new Map<string, number>();
    for (const { externalUserId, via } of sandbox.platform.received) {
      const key = `${via} ${externalUserId}`;
      byCustomer.set(key, (byCustomer.get(key) ?? 0) + 1);
    }
    expect([...byCustomer].filter(([, times]) => times > 1)).toEqual([]);
    for (const friend of friends) {
      const [row] = stage.rows<{ state: string }>(
        "select state from touches where externalUserId = ? and play = 'welcome'",
        friend,
      );
      const isWelcomed = sandbox.platform.receivedBy(friend).length === 1;
      // Where the answer of the call was lost with the server, the rep was asked to look.
      if (row?.state === 'sent') expect(isWelcomed).toBe(true);
    }
  },
  120_000 + kills * 20_000,
);
