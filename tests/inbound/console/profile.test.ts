import type { Customer } from '../../../src/model/customer';
import { Touch } from '../../../src/model/touch';
import { startWorld, type World } from '../../support/world';
import { type Answer, memberAt, Visitor } from './console-world';

jest.setTimeout(120_000);

let world: World;
let operator: Visitor;
let admin: Visitor;
/** 小满, whom both reps follow; 林晓 first. */
let xiaoman: string;
let path: string;
let name: string;
let number = 0;

beforeAll(async () => {
  world = await startWorld({ now: '2027-01-04 09:00' });
  const { platform } = world.sandbox;
  platform.addRep({ repUserId: 'rep.lin', name: '林晓', departmentIds: [2] });
  platform.addRep({ repUserId: 'rep.gao', name: '高远', departmentIds: [3] });
  await world.app.features.contacts.sync();
  operator = await memberAt(world, 'operator', { name: '张三' });
  admin = await memberAt(world, 'admin');
});
beforeEach(async () => {
  const { platform } = world.sandbox;
  name = `<b>小满${(number += 1)}</b>`;
  xiaoman = await world.customer({ name });
  world.clock.moveTo(world.clock.now() + 1_000);
  platform.customerAddsRep({ externalUserId: xiaoman, repUserId: 'rep.gao' });
  platform.repEditsMobiles('rep.lin', xiaoman, ['13812345678']);
  platform.repEditsRemark('rep.gao', xiaoman, '满姐');
  await world.settle();
  path = `/customers/${xiaoman}`;
});
afterAll(() => world.stop());

const audited = async (): Promise<Answer['body'][]> =>
  (await admin.ask('GET', `/audit?subject=customer:${xiaoman}`)).body.entries;
const actions = async () => (await audited()).map(({ action }) => action).reverse();
const birthday = { kind: 'birthday', calendar: 'lunar', year: null, month: 8, day: 15 };
const row = () =>
  world.app.dataSource.getRepository<Customer>('customers').findOneByOrFail({ externalUserId: xiaoman });

describe('a profile', () => {
  test('tells who the customer is and how they came, with their numbers masked', async () => {
    const { status, body } = await operator.ask('GET', path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name,
      remark: '满姐',
      repName: '林晓',
      mobiles: ['138****5678'],
      note: { text: '' },
      referrer: null,
      followers: [{ repName: '林晓' }, { repName: '高远' }],
    });
    expect(JSON.stringify(body)).not.toContain('13812345678');
    expect((await operator.ask('GET', `${path}/orders`)).body).toEqual({ orders: [], nextCursor: null });
  });

  test('shows a number in clear to who may see it, and writes that down', async () => {
    expect((await operator.ask('POST', `${path}/mobiles`)).status).toBe(403);
    expect((await admin.ask('POST', `${path}/mobiles`)).body).toEqual({ mobiles: ['13812345678'] });
    const [entry] = await audited();
    expect(entry).toMatchObject({ action: 'customer.unmasked', summary: '查看客户的完整手机号' });
    expect(JSON.stringify(await audited())).not.toContain('13812345678');
  });

  test('has a history and touches in pages, and orders', async () => {
    const items = [{ sku: 'F-1', name: '滤芯', quantity: 2, unitPriceCents: 9_900 }];
    const paidAt = (n: number) => `2027-01-0${n}T08:00:00+08:00`;
    await world.api(
      'POST',
      '/orders',
      [1, 2, 3].map((n) => ({
        ...{
          orderNo: `${xiaoman}-${n}`,
          externalUserId: xiaoman,
          paidAt: paidAt(n),
          items,
          totalCents: 19_800,
          status: 'paid',
        },
      })),
    );
    const first = (await operator.ask('GET', `${path}/orders?limit=2`)).body;
    expect(first.orders.map(({ orderNo }: { orderNo: string }) => orderNo)).toEqual([`${xiaoman}-3`, `${xiaoman}-2`]);
    const rest = (await operator.ask('GET', `${path}/orders?limit=2&cursor=${first.nextCursor}`)).body;
    expect(rest).toMatchObject({ orders: [{ orderNo: `${xiaoman}-1`, items }], nextCursor: null });

    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await operator.ask('GET', `${path}/timeline?limit=2&cursor=${cursor}`);
      seen.push(...body.events.map(({ kind }: { kind: string }) => kind));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(seen.filter((kind) => kind === 'order.paid')).toHaveLength(3);
    expect(seen).toContain('relation.started');
    const { touches } = (await operator.ask('GET', `${path}/touches`)).body;
    expect(touches.find(({ play }: { play: string }) => play === 'welcome')).toMatchObject({ playTitle: '欢迎' });
    for (const part of ['orders', 'timeline', 'touches']) {
      expect((await operator.ask('GET', `${path}/${part}?cursor=bm9uc2Vuc2U`)).status).toBe(400);
    }
  });

  test('is there for nobody beyond whose customers they see', async () => {
    const strangers = [
      await memberAt(world, 'rep', { repUserId: 'rep.gao' }),
      await memberAt(world, 'lead', { departmentIds: [3] }),
      await memberAt(world, 'rep'),
    ];
    for (const stranger of strangers) {
      for (const part of ['', '/timeline', '/touches', '/orders']) {
        expect([part, (await stranger.ask('GET', `${path}${part}`)).status]).toEqual([part, 404]);
      }
    }
    const [, lead] = strangers;
    for (const [method, part, body] of [
      ['PUT', 'note', { text: 'x', revision: '' }],
      ['POST', 'dates', birthday],
      ['POST', 'tags', { add: ['x'], remove: [] }],
      ['POST', 'opt-out', { reason: '客户要求' }],
      ['POST', 'problem', { text: '漏水' }],
      ['PUT', 'rep', { repUserId: 'rep.gao', instead: 'rep.lin' }],
    ] as const) {
      expect([part, (await lead!.ask(method, `${path}/${part}`, body)).status]).toEqual([part, 404]);
    }
    expect((await operator.ask('GET', '/customers/nobody')).status).toBe(404);
    const own = await memberAt(world, 'rep', { repUserId: 'rep.lin' });
    expect((await own.ask('GET', path)).body.note).toEqual({ text: '', revision: expect.any(String) });
    expect((await own.ask('POST', `${path}/opt-out`, { reason: '客户要求' })).status).toBe(403);
  });

  test('keeps what reps wrote from the auditor', async () => {
    await world.app.features.profiles.setNote(xiaoman, '怕吵', { by: 'rep:rep.lin' });
    const auditor = await memberAt(world, 'auditor');
    const { body } = await auditor.ask('GET', path);
    expect([body.note, JSON.stringify(body).includes('怕吵')]).toEqual([null, false]);
  });
});

describe('the business API’s readings', () => {
  test('open with a member’s session, within their scope and masked', async () => {
    await world.app.features.profiles.setNote(xiaoman, '怕吵', { by: 'rep:rep.lin' });
    const read = async (visitor: Visitor, part = '') => {
      const response = await visitor.fetch('GET', `/api/v1${path}${part}`);
      return { status: response.status, body: await response.json() };
    };
    expect(await read(operator)).toMatchObject({ status: 200, body: { name, note: '怕吵', unionId: null } });
    const auditor = await memberAt(world, 'auditor');
    expect((await read(auditor)).body).toMatchObject({ name, note: '' });
    expect((await read(operator, '/timeline?limit=1')).body.events).toHaveLength(1);
    expect((await read(operator, '/touches')).body.touches[0]).toMatchObject({ play: 'welcome' });
    const stranger = await memberAt(world, 'lead', { departmentIds: [3] });
    for (const part of ['', '/timeline', '/touches']) expect((await read(stranger, part)).status).toBe(404);
    expect((await read(new Visitor(world))).status).toBe(401);
    expect(await world.api('GET', path)).toMatchObject({ name, note: '怕吵' });
    expect((await operator.fetch('POST', '/api/v1/orders', { 'content-type': 'application/json' }, '{}')).status).toBe(
      401,
    );
  });
});

describe('a note', () => {
  test('is saved on the version that was read; a stale tab is shown the other', async () => {
    const { revision } = (await operator.ask('GET', path)).body.note;
    const saved = await operator.ask('PUT', `${path}/note`, { text: '喜欢绿茶', revision });
    expect(saved.body.note.text).toBe('喜欢绿茶');
    const stale = await admin.ask('PUT', `${path}/note`, { text: '喜欢红茶', revision });
    expect([stale.status, stale.body.type]).toEqual([409, 'urn:jiuban:problem:stale_edit']);
    expect(stale.body.current).toEqual(saved.body.note);
    expect(await actions()).toEqual(['customer.note_saved']);
    expect(JSON.stringify(await audited())).not.toContain('绿茶');
  });
});

describe('an important date', () => {
  test.each([
    ['calendar=lunar&month=8&day=15', '2027-09-15', '生日 农历八月十五'],
    ['calendar=lunar&month=12&day=30', '2027-02-05', '生日 农历腊月三十'],
    ['calendar=lunar&month=6&day=1&leapMonth=true', '2027-07-04', '生日 农历闰六月初一'],
    ['calendar=solar&month=2&day=29', '2027-02-28', '生日 2月29日'],
    ['calendar=solar&month=2&day=30', null, '公历2月没有30日'],
    ['calendar=lunar&month=6&day=1&leapMonth=true&year=1990', null, '农历1990年没有闰六月，那年是闰五月'],
  ])('typed as %s comes next on %s', async (typed, nextOn, text) => {
    const { body } = await operator.ask('GET', `/date-previews?kind=birthday&${typed}`);
    expect(body).toMatchObject({ nextOn, text });
  });

  test('is added, edited and removed, and each is written down', async () => {
    const added = (await operator.ask('POST', `${path}/dates`, birthday)).body;
    const [date] = added.dates;
    expect(date).toMatchObject({ name: '生日', nextOn: '2027-09-15', daysAway: 254, confirmed: true });
    const edited = { ...birthday, day: 16, revision: date.revision };
    const saved = await operator.ask('PUT', `${path}/dates/${date.id}`, edited);
    expect(saved.body.dates).toMatchObject([{ id: date.id, text: '农历八月十六', nextOn: '2027-09-16' }]);
    const stale = await admin.ask('PUT', `${path}/dates/${date.id}`, { ...edited, day: 17 });
    expect([stale.status, stale.body.current.text]).toEqual([409, '农历八月十六']);
    expect((await row()).birthdayOn).toBe('2027-09-16');
    expect(JSON.stringify(await audited())).not.toMatch(/小满|八月/);
    const removed = await operator.ask('DELETE', `${path}/dates/${date.id}`);
    expect(removed.body.dates).toEqual([]);
    expect(await actions()).toEqual(['customer.date_added', 'customer.date_saved', 'customer.date_removed']);
    expect((await operator.ask('DELETE', `${path}/dates/${date.id}`)).status).toBe(404);
    expect((await operator.ask('POST', `${path}/dates`, { ...birthday, day: 31 })).status).toBe(422);
  });

  test('of the same person and kind is asked about before it takes the other’s place', async () => {
    await operator.ask('POST', `${path}/dates`, birthday);
    const other = { ...birthday, day: 20 };
    const refused = await operator.ask('POST', `${path}/dates`, other);
    expect([refused.status, refused.body.current.text]).toEqual([409, '农历八月十五']);
    const { body } = await operator.ask('POST', `${path}/dates`, { ...other, replace: true });
    expect(body.dates).toMatchObject([{ text: '农历八月二十' }]);
    // Another person's is another date.
    const daughters = { kind: 'birthday', forWhom: '女儿', calendar: 'solar', year: 2020, month: 6, day: 1 };
    const two = (await operator.ask('POST', `${path}/dates`, daughters)).body.dates;
    expect(two.map(({ name }: { name: string }) => name)).toEqual(['女儿生日', '生日']);
    const moved = { ...daughters, forWhom: '', revision: two[0].revision };
    expect((await operator.ask('PUT', `${path}/dates/${two[0].id}`, moved)).status).toBe(409);
  });

  test('that a chat proposed is confirmed or dismissed; one that stands against it is shown first', async () => {
    const { profiles } = world.app.features;
    const proposed = { calendar: 'solar', confirmed: false, source: 'chat:m1' } as const;
    await profiles.addDate(xiaoman, { ...proposed, kind: 'birthday', month: 3, day: 1 });
    await profiles.addDate(xiaoman, { ...proposed, kind: 'wedding', month: 10, day: 1 });
    const { dates } = (await operator.ask('GET', path)).body;
    expect(dates.map(({ confirmed }: { confirmed: boolean }) => confirmed)).toEqual([false, false]);
    const confirmed = await operator.ask('POST', `${path}/dates/${dates[0].id}/confirmation`, {});
    expect(confirmed.body.dates[0]).toMatchObject({ confirmed: true, name: '生日' });
    expect((await operator.ask('DELETE', `${path}/dates/${dates[1].id}`)).body.dates).toHaveLength(1);
    expect(await actions()).toEqual(['customer.date_confirmed', 'customer.date_removed']);
  });
});

describe('opt-out and problems', () => {
  test('stop what waits, start again with a recorded reason, and are written down', async () => {
    const out = await operator.ask('POST', `${path}/opt-out`, { reason: '电话里说别再发了' });
    expect(out.body).toMatchObject({ optedOut: true, optOutReason: '电话里说别再发了' });
    expect((await operator.ask('POST', `${path}/opt-in`, { reason: ' ' })).status).toBe(422);
    const back = await operator.ask('POST', `${path}/opt-in`, { reason: '客户今天到店说可以发' });
    expect(back.body.optedOut).toBe(false);

    const opened = (await operator.ask('POST', `${path}/problem`, { text: '滤芯漏水' })).body;
    expect(opened.problem.text).toBe('滤芯漏水');
    expect((await admin.ask('POST', `${path}/problem`, { text: '又漏了' })).body.current).toEqual({ text: '滤芯漏水' });
    const other = await operator.ask('POST', `${path}/problem/closing`, { openedAt: '2026-01-01T00:00:00Z' });
    expect(other.status).toBe(409);
    const closed = await operator.ask('POST', `${path}/problem/closing`, { openedAt: opened.problem.openedAt });
    expect(closed.body.problem).toBeNull();
    expect(await actions()).toEqual([
      'customer.opted_out',
      'customer.opted_in',
      'customer.problem_opened',
      'customer.problem_closed',
    ]);
  });
});

describe('tags', () => {
  test('are marked at WeCom by the rep who looks after the customer, and taken away from all who gave them', async () => {
    const { platform } = world.sandbox;
    const [tea, kids] = ['爱喝茶', '有小朋友'].map((name) => platform.adminAddsTag('偏好', name).tagId);
    world.clock.moveTo(world.clock.now() + 1_000);
    platform.repEditsTags('rep.gao', xiaoman, [tea!]);
    await world.settle();
    const { body } = await operator.ask('POST', `${path}/tags`, { add: [kids], remove: [tea] });
    expect(body.tags).toEqual([{ tagId: kids, name: '有小朋友' }]);
    const remote = await world.app.features.wecom.getCustomer(xiaoman);
    expect(remote.relations.map(({ repUserId, tagIds }) => [repUserId, tagIds])).toEqual([
      ['rep.lin', [kids]],
      ['rep.gao', []],
    ]);
    expect((await audited())[0]).toMatchObject({
      action: 'customer.tagged',
      summary: '标签：加上有小朋友；去掉爱喝茶',
    });
    expect((await operator.ask('POST', `${path}/tags`, { add: ['unknown'], remove: [] })).status).toBe(422);
  });
});

describe('the name that the assigned rep gives', () => {
  const found = async (q: string): Promise<string[]> => {
    const { body } = await operator.ask('GET', `/customers?q=${q}&sort=added`);
    return body.customers.map(({ externalUserId }: { externalUserId: string }) => externalUserId);
  };
  const rename = async (repUserId: string, remark: string) => {
    world.clock.moveTo(world.clock.now() + 1_000);
    world.sandbox.platform.repEditsRemark(repUserId, xiaoman, remark);
    await world.settle();
  };

  test('finds the customer, follows the rep’s edits, and changes with the rep', async () => {
    await rename('rep.lin', '楼上王姐');
    await rename('rep.gao', '海边王姐');
    expect([await found('楼上'), await found('海边')]).toEqual([[xiaoman], []]);
    await rename('rep.lin', '楼下王姐');
    expect([await found('楼上'), await found('楼下')]).toEqual([[], [xiaoman]]);
    await operator.ask('PUT', `${path}/rep`, { repUserId: 'rep.gao', instead: 'rep.lin' });
    expect([await found('楼下'), await found('海边')]).toEqual([[], [xiaoman]]);
    world.clock.moveTo(world.clock.now() + 1_000);
    world.sandbox.platform.customerDeletesRep(xiaoman, 'rep.gao');
    await world.settle();
    expect([await found('楼下'), await found('海边')]).toEqual([[xiaoman], []]);
  });
});

describe('another rep', () => {
  test('takes the customer over with what is due, and is told', async () => {
    const today = await world.app.dataSource.getRepository(Touch).create({
      id: 'touch-1',
      externalUserId: xiaoman,
      play: 'birthday',
      occasion: 'birthday:2027',
      occasionKey: 'birthday:2027',
      commercial: false,
      priority: 2,
      repUserId: 'rep.lin',
      path: 'suggestion',
      dueOn: '2027-01-04',
      notBefore: world.clock.now(),
      notAfter: world.clock.now() + 8 * 3_600_000,
      state: 'offered',
      offeredAt: world.clock.now(),
      why: '生日',
      text: '我是林晓',
      details: {},
      createdAt: 0,
      updatedAt: 0,
    });
    await world.app.dataSource.getRepository(Touch).insert(today as object);
    await operator.ask('POST', `${path}/dates`, { kind: 'birthday', calendar: 'solar', year: null, month: 1, day: 4 });

    const { status, body } = await operator.ask('PUT', `${path}/rep`, { repUserId: 'rep.gao', instead: 'rep.lin' });
    expect([status, body.repName, body.repPinned]).toEqual([200, '高远', true]);
    await world.app.jobs.settle();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await world.settle();
    const { touches } = (await operator.ask('GET', `${path}/touches`)).body;
    const open = touches.filter(({ state }: { state: string }) => state === 'planned' || state === 'offered');
    expect(open.map(({ repUserId, play }: Record<string, string>) => [play, repUserId])).toEqual([
      ['birthday', 'rep.gao'],
    ]);
    expect(open[0].text).not.toContain('林晓');
    expect(world.saidTo('rep.gao').join()).toContain('「满姐」从现在起由你跟进（之前是林晓）');
    expect((await audited())[0]).toMatchObject({ summary: '主跟进人改为高远' });

    const stale = await admin.ask('PUT', `${path}/rep`, { repUserId: null, instead: 'rep.lin' });
    expect([stale.status, stale.body.current]).toEqual([409, { repUserId: 'rep.gao', repName: '高远' }]);
    const back = await admin.ask('PUT', `${path}/rep`, { repUserId: null, instead: 'rep.gao' });
    expect([back.body.repName, back.body.repPinned]).toEqual(['林晓', false]);
  });

  test('must follow the customer, and be of the lead’s own departments', async () => {
    world.sandbox.platform.addRep({ repUserId: 'rep.wu', name: '吴越', departmentIds: [2] });
    await world.app.features.contacts.sync();
    const refused = await operator.ask('PUT', `${path}/rep`, { repUserId: 'rep.wu', instead: 'rep.lin' });
    expect([refused.status, refused.body.detail]).toEqual([409, '吴越还没有添加这位客户，不能作为主跟进人']);
    const lead = await memberAt(world, 'lead', { departmentIds: [2] });
    expect((await lead.ask('PUT', `${path}/rep`, { repUserId: 'rep.gao', instead: 'rep.lin' })).status).toBe(403);
    expect((await row()).repUserId).toBe('rep.lin');
  });
});
