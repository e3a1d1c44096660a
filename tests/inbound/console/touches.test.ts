import { startWorld, type World } from '../../support/world';
import { type Answer, memberAt, type Visitor } from './console-world';

jest.setTimeout(120_000);

const day = '2027-04-25';
let world: World;
let customers: string[];
let operator: Visitor;

/** Six customers of two reps in two departments, who all hear of 母亲节 by mass-send at 10:00. */
beforeEach(async () => {
  world = await startWorld({ now: `${day} 09:30` });
  const { platform } = world.sandbox;
  platform.addRep({ repUserId: 'rep.lin', name: '林晓', departmentIds: [2] });
  platform.addRep({ repUserId: 'rep.gao', name: '高远', departmentIds: [3] });
  await world.app.features.contacts.sync();
  await world.api('POST', '/products', { sku: 'F-1', name: '滤芯', priceCents: 9_900 });
  customers = [];
  for (let n = 0; n < 6; n += 1) {
    customers.push(await world.customer({ name: `老客${n}`, addedBy: n % 2 ? 'rep.lin' : 'rep.gao' }));
  }
  // As if they had known the rep for long.
  await world.app.dataSource.query("update customers set addedOn = '2026-10-01'");
  const orders = customers.map((externalUserId, n) => ({
    orderNo: `O-${n}`,
    externalUserId,
    paidAt: '2027-02-01T12:00:00+08:00',
    items: [{ sku: 'F-1', name: '滤芯', quantity: 1, unitPriceCents: 9_900 }],
    totalCents: 9_900,
    status: 'paid',
  }));
  await world.api('POST', '/orders', orders);
  await world.app.features.planner.catchUp();
  operator = await memberAt(world, 'operator', { name: '张三', maySend: true });
});
afterEach(() => world.stop());

const list = async (visitor: Visitor, more = ''): Promise<Answer['body'][]> =>
  (await visitor.ask('GET', `/touches?day=${day}${more}`)).body.touches;
const seen = ({ id, state }: { id: string; state: string }) => ({ id, state });
const act = (verb: string, touches: { id: string; state: string }[], by = operator): Promise<Answer> =>
  by.ask('POST', `/touches/${verb}`, { touches: touches.map(seen), reason: '货还没到仓' });
/** Customers in tasks that wait at WeCom for a rep's tap. */
const waitingAtWecom = () =>
  ['rep.lin', 'rep.gao'].flatMap((rep) =>
    world.sandbox.platform.waitingMassSends(rep).flatMap(({ tasks }) => [...(tasks.get(rep)?.rows.keys() ?? [])]),
  );
const holidayOf = async (externalUserId: string) =>
  (await list(operator)).find((touch) => touch.customer.id === externalUserId && touch.play === 'holiday');

describe('a day’s touches', () => {
  test('are told with customer, occasion, text and why, counted, and paged without gaps', async () => {
    const touches = await list(operator, '&play=holiday');
    expect(touches).toHaveLength(6);
    expect(touches[0]).toMatchObject({
      state: 'planned',
      commercial: true,
      playTitle: '节日建议',
      rep: { name: expect.any(String) },
    });
    expect(touches[0].occasion).toContain('母亲节');
    expect(touches[0].why).toContain('母亲节');
    expect(touches[0].text.length).toBeGreaterThan(5);
    const all = await list(operator);
    const { body: counts } = await operator.ask('GET', `/touches/counts?day=${day}`);
    expect(counts.total).toBe(all.length);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: Answer = await operator.ask('GET', `/touches?day=${day}&limit=4${cursor && `&cursor=${cursor}`}`);
      paged.push(...body.touches.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(all.map(({ id }) => id));
    const { body: strip } = await operator.ask('GET', `/touches/days?from=${day}`);
    expect(strip.days).toHaveLength(31);
    expect(strip.days[0].open + strip.days[0].held + strip.days[0].sent + strip.days[0].ended).toBe(all.length);
  });

  test('are found by state, rep and the beginning of a name', async () => {
    expect(await list(operator, '&play=holiday&repUserId=rep.lin')).toHaveLength(3);
    expect(
      (await list(operator, '&name=%E8%80%81%E5%AE%A23&play=holiday')).map(({ customer }) => customer.name),
    ).toEqual(['老客3']);
    expect(await list(operator, '&state=failed')).toEqual([]);
    expect((await operator.ask('GET', `/touches?day=tomorrow`)).status).toBe(400);
    expect((await operator.ask('GET', `/touches?day=${day}&cursor=x`)).status).toBe(400);
  });

  test('of other departments do not exist for a lead, in no list, count or act', async () => {
    const lead = await memberAt(world, 'lead', { departmentIds: [2] });
    const own = await list(lead, '&play=holiday');
    expect(new Set(own.map(({ rep }) => rep.id))).toEqual(new Set(['rep.lin']));
    expect(await list(lead, '&repUserId=rep.gao')).toEqual([]);
    expect(await list(lead, '&name=%E8%80%81%E5%AE%A20')).toEqual([]);
    const others = (await list(operator, '&repUserId=rep.gao&play=holiday'))[0];
    expect((await lead.ask('GET', `/touches/${others.id}`)).status).toBe(404);
    const { body } = await act('hold', [others, own[0]], lead);
    expect(body.answers.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['missing', 'done']);
    expect((await holidayOf(others.customer.id)).state).toBe('planned');
    const { body: counts } = await lead.ask('GET', `/touches/counts?day=${day}&play=holiday`);
    expect(counts.total).toBe(3);
    for (const path of [`rehearsal?day=${day}`, `explanation?day=${day}`]) {
      const { status } = await lead.ask('GET', `/touches/${path}&externalUserId=${others.customer.id}`);
      expect(status).toBe(404);
    }
    expect((await act('release', [own[0]], lead)).status).toBe(403);
  });
});

describe('a touch that a person holds', () => {
  test('survives the next plan ticks and a restart, and goes out after it is let go', async () => {
    const touch = await holidayOf(customers[1]!);
    expect((await act('hold', [touch])).body).toMatchObject({ done: 1, answers: [{ outcome: 'done', state: 'held' }] });
    await world.walkTo(`${day} 09:50`);
    await world.app.features.planner.planDay(day, { full: true });
    await world.app.stop();
    await world.startApp();
    await world.walkTo(`${day} 10:20`);
    const held = await holidayOf(customers[1]!);
    expect(held.state).toBe('held');
    expect(held.why).toMatch(/^运营暂缓：货还没到仓（张三 04-25）.*母亲节/);
    expect(waitingAtWecom().sort()).toEqual(customers.filter((id) => id !== customers[1]).sort());

    const { body } = await act('release', [held]);
    expect(body.answers[0]).toMatchObject({ outcome: 'done', state: 'planned' });
    await world.walkTo(`${day} 10:40`);
    expect(waitingAtWecom().sort()).toEqual([...customers].sort());
    const { body: audit } = await (await memberAt(world, 'admin')).ask('GET', '/audit?action=touch.held');
    expect(audit.entries[0].summary).toBe('暂缓「节日建议」触达：货还没到仓');
  });

  test('is not let go against the rules of care, and it is told why', async () => {
    const touch = await holidayOf(customers[1]!);
    await act('hold', [touch]);
    await world.app.features.profiles.openProblem(customers[1]!, { problem: '漏水', by: 'rep:rep.lin' });
    const { body } = await act('release', [{ id: touch.id, state: 'held' }]);
    expect(body.answers[0]).toMatchObject({ outcome: 'done', state: 'held' });
    expect(body.answers[0].message).toMatch(/^已交还规则：.*投诉|已交还规则：暂缓/);
  });
});

describe('a touch in a rep’s waiting task', () => {
  test('is withdrawn when cancelled; the others of the task wait again, and it does not come back', async () => {
    await world.walkTo(`${day} 10:10`);
    expect(waitingAtWecom()).toHaveLength(6);
    const touch = await holidayOf(customers[1]!);
    expect(touch).toMatchObject({ state: 'offered', inTask: true });
    const { body } = await act('cancel', [touch]);
    expect(body.answers[0].message).toContain('撤回');
    await world.walkTo(`${day} 10:30`);
    expect(waitingAtWecom().sort()).toEqual(customers.filter((id) => id !== customers[1]).sort());
    for (const { msgid } of world.sandbox.platform.waitingMassSends('rep.lin')) {
      world.sandbox.platform.repConfirmsMassSend('rep.lin', msgid);
    }
    await world.walkTo('2027-04-27 12:00');
    const got = world.sandbox.platform.receivedBy(customers[1]!).filter(({ via }) => via === 'mass-send');
    expect(got).toEqual([]);
    expect(world.sandbox.platform.receivedBy(customers[3]!).some(({ via }) => via === 'mass-send')).toBe(true);
  });

  test('is withdrawn when held, also where WeCom does not answer at first', async () => {
    await world.walkTo(`${day} 10:10`);
    world.sandbox.faults.down = 'refuse';
    const touch = await holidayOf(customers[1]!);
    expect((await act('hold', [touch])).body.answers[0].outcome).toBe('done');
    expect((await act('release', [{ id: touch.id, state: 'held' }])).body.answers[0].outcome).toBe('refused');
    world.sandbox.faults.clear();
    await world.walkTo(`${day} 10:40`);
    expect(waitingAtWecom()).not.toContain(customers[1]);
    expect((await holidayOf(customers[1]!)).state).toBe('held');
  });
});

describe('many at once', () => {
  test('a stale one is told by its id and disturbs no other', async () => {
    const touches = await list(operator, '&play=holiday');
    await act('cancel', [touches[0]]);
    const { status, body } = await act('hold', [...touches, { id: 'nothing', state: 'planned' }]);
    expect(status).toBe(200);
    expect(body.done).toBe(5);
    expect(body.answers[0]).toMatchObject({ id: touches[0].id, outcome: 'stale', state: 'cancelled' });
    expect(body.answers.at(-1).outcome).toBe('missing');
  });

  test('more than 50 want a fresh proof, more than 500 are refused, and a reason is wanted', async () => {
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `t${n}`, state: 'planned' }));
    const asked = await act('hold', many(51));
    expect([asked.status, asked.body.type]).toEqual([403, 'urn:jiuban:problem:proof_needed']);
    expect((await act('hold', many(50))).status).toBe(200);
    expect((await act('hold', many(501))).status).toBe(422);
    expect((await operator.ask('POST', '/touches/hold', { touches: many(1), reason: ' ' })).status).toBe(422);
  });
});

describe('a rep’s mass-send task', () => {
  test('shows its progress, is reminded at most three times in 24 hours, and is cancelled', async () => {
    await world.walkTo(`${day} 10:10`);
    const tasks = async () => (await operator.ask('GET', '/mass-sends?repUserId=rep.lin')).body.massSends;
    const [task] = await tasks();
    expect(task).toMatchObject({ rep: { name: '林晓' }, customers: 3, sent: 0, waiting: 3, failed: [], reminders: 0 });
    const remind = async () => (await operator.ask('POST', `/mass-sends/${task.id}/reminder`)).body;
    for (let n = 0; n < 3; n += 1) expect(await remind()).toMatchObject({ done: true });
    expect(await remind()).toMatchObject({ done: false, message: expect.stringContaining('3 次') });
    const other = await memberAt(world, 'lead', { departmentIds: [3] });
    expect((await other.ask('POST', `/mass-sends/${task.id}/reminder`)).status).toBe(404);
    const { body } = await operator.ask('POST', `/mass-sends/${task.id}/cancellation`, { reason: '文案有误' });
    expect(body).toEqual({ done: true, message: '已取消 3 位客户的待发消息' });
    expect(world.sandbox.platform.waitingMassSends('rep.lin')).toEqual([]);
    await world.walkTo(`${day} 10:40`);
    expect(world.sandbox.platform.waitingMassSends('rep.lin')).toEqual([]);
    expect((await tasks())[0]).toMatchObject({ state: 'cancelled', waiting: 0, takenOut: 3 });
  });

  test('tells who got it and who could not', async () => {
    await world.walkTo(`${day} 10:10`);
    const { platform } = world.sandbox;
    platform.customerDeletesRep(customers[1]!, 'rep.lin');
    for (const { msgid } of platform.waitingMassSends('rep.lin')) platform.repConfirmsMassSend('rep.lin', msgid);
    await world.walkTo(`${day} 10:40`);
    const auditor = await memberAt(world, 'auditor');
    const { body } = await auditor.ask('GET', '/mass-sends?repUserId=rep.lin');
    expect(body.massSends[0]).toMatchObject({
      sent: 2,
      waiting: 0,
      failed: [{ reason: 'not_friend', title: '已不是好友', count: 1 }],
    });
    expect((await auditor.ask('POST', `/mass-sends/${body.massSends[0].id}/reminder`)).status).toBe(403);
  });
});

describe('a day that is tried out', () => {
  test('tells what it would bring and writes nothing', async () => {
    const before = await list(operator);
    const { body } = await operator.ask('GET', '/touches/rehearsal?day=2027-04-28&repUserId=rep.lin');
    expect(body).toMatchObject({ customers: 3, isSample: false });
    const { body: explained } = await operator.ask(
      'GET',
      `/touches/explanation?day=${day}&externalUserId=${customers[0]}`,
    );
    const birthday = explained.plays.find(({ play }: { play: string }) => play === 'birthday');
    expect(birthday).toMatchObject({ decision: 'none', why: expect.stringContaining('生日') });
    expect(await list(operator)).toEqual(before);
  });
});
