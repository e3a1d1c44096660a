import { newId } from '../../../src/kernel/ids';
import { Customer } from '../../../src/model/customer';
import { CustomerMobile } from '../../../src/model/customer-mobile';
import { CorpTag } from '../../../src/model/corp-tag';
import { CustomerTag } from '../../../src/model/customer-tag';
import { FollowRelation } from '../../../src/model/follow-relation';
import { Rep } from '../../../src/model/rep';
import { shanghai, startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeAll(async () => {
  world = await startWorld();
  await seed();
  admin = await memberAt(world, 'admin');
}, 120_000);
afterAll(() => world.stop());

const names = ['安琪', '白露', '陈晨', '丁一', '方圆', '高远'];

async function seed(): Promise<void> {
  const { manager } = world.app.dataSource;
  const at = world.clock.now();
  for (const [repUserId, name, department] of [
    ['rep.a', '甲', 1],
    ['rep.b', '乙', 2],
  ] as const) {
    await manager.insert(Rep, { repUserId, name, departmentIds: [department], syncedAt: at });
  }
  await manager.insert(CorpTag, { tagId: 'tag1', groupId: 'g', groupName: '偏好', name: '常买滤芯' });
  for (const [index, name] of names.entries()) {
    const externalUserId = `wm${index}`;
    const repUserId = index === 5 ? null : index % 2 === 0 ? 'rep.a' : 'rep.b';
    await manager.insert(Customer, {
      externalUserId,
      name,
      remark: index === 4 ? '方总-大客户' : '',
      repUserId,
      interests: [],
      stage: index < 2 ? 'new' : 'repeat',
      tier: index === 3 ? 'elite' : 'basic',
      orderCount: index,
      totalCents: index === 4 ? 300 : index * 100,
      lastOrderAt: index < 2 ? null : shanghai(`2026-12-0${index}`),
      addedAt: shanghai(`2026-11-0${index + 1} 12:00`),
      optedOutAt: index === 1 ? at : null,
      problemOpenedAt: index === 2 ? at : null,
      birthdayOn: index === 2 ? '2027-01-10' : index === 3 ? '2027-03-01' : null,
      sealedNote: world.app.features.vault.seal('怕吵，晚上别打电话'),
      createdAt: at,
      updatedAt: at,
    });
    if (repUserId) {
      const remark = index === 4 ? '方总-大客户' : '';
      await manager.insert(FollowRelation, { repUserId, externalUserId, remark, followedAt: 1, tagIds: [] });
    }
  }
  await manager.insert(CustomerTag, { tagId: 'tag1', externalUserId: 'wm3' });
  const { vault } = world.app.features;
  await manager.insert(CustomerMobile, {
    externalUserId: 'wm2',
    mobileHash: vault.fingerprint('13812341234'),
    sealedMobile: vault.seal('13812341234'),
  });
}

async function idsOf(query: string, visitor = admin): Promise<string[]> {
  const { status, body } = await visitor.ask('GET', `/customers?${query}`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  expect(body.found).toEqual({ count: body.customers.length, more: false });
  return body.customers.map((each: { externalUserId: string }) => each.externalUserId);
}

describe('the list of customers', () => {
  test.each([
    ['q=陈', ['wm2']],
    ['q=方', ['wm4']],
    ['q=方总', ['wm4']],
    ['q=138 1234 1234', ['wm2']],
    ['q=wm1', ['wm1']],
    ['q=琪', []],
    ['repUserId=rep.b', ['wm3', 'wm1']],
    ['unassigned=yes', ['wm5']],
    ['stage=new', ['wm1', 'wm0']],
    ['tier=elite', ['wm3']],
    ['tagId=tag1', ['wm3']],
    ['tagId=tag1&stage=new', []],
    ['optedOut=yes', ['wm1']],
    ['optedOut=no&stage=new', ['wm0']],
    ['problem=yes', ['wm2']],
    ['ordersMin=2&ordersMax=3', ['wm3', 'wm2']],
    ['totalCentsMin=300&totalCentsMax=300', ['wm4', 'wm3']],
    ['lastOrderFrom=2026-12-03&lastOrderTo=2026-12-04', ['wm4', 'wm3']],
    ['addedFrom=2026-11-05&addedTo=2026-11-05', ['wm4']],
    ['birthdayWithin=7', ['wm2']],
    ['birthdayWithin=90', ['wm3', 'wm2']],
  ])('filters by %s', async (query, wanted) => {
    expect(await idsOf(query)).toEqual(wanted);
  });

  test.each([
    ['sort=added&order=asc', ['wm0', 'wm1', 'wm2', 'wm3', 'wm4', 'wm5']],
    ['sort=lastOrder&order=desc', ['wm5', 'wm4', 'wm3', 'wm2', 'wm1', 'wm0']],
    ['sort=total&order=desc', ['wm5', 'wm4', 'wm3', 'wm2', 'wm1', 'wm0']],
    ['sort=name&order=asc', ['wm3', 'wm0', 'wm4', 'wm1', 'wm2', 'wm5']],
  ])('comes in the order of %s, a page at a time', async (query, wanted) => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await admin.ask('GET', `/customers?${query}&limit=2&cursor=${cursor}`);
      expect(body.found).toEqual({ count: 6, more: false });
      seen.push(...body.customers.map((each: { externalUserId: string }) => each.externalUserId));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(wanted);
  });

  test('masks mobiles and tells nothing of notes', async () => {
    const { body } = await admin.ask('GET', '/customers?q=陈晨');
    expect(body.customers[0].mobile).toBe('138****1234');
    expect(JSON.stringify(body)).not.toContain('怕吵');
  });

  test('holds for a lead only what their reps look after, and for a rep their own', async () => {
    const lead = await memberAt(world, 'lead', { departmentIds: [2] });
    expect(await idsOf('', lead)).toEqual(['wm3', 'wm1']);
    expect(await idsOf('repUserId=rep.a', lead)).toEqual([]);
    expect(await idsOf('unassigned=yes', lead)).toEqual([]);
    const { body } = await lead.ask('GET', '/customer-choices');
    expect(body.reps.map((rep: { repUserId: string }) => rep.repUserId)).toEqual(['rep.b']);
    const rep = await memberAt(world, 'rep', { repUserId: 'rep.a' });
    expect(await idsOf('', rep)).toEqual(['wm4', 'wm2', 'wm0']);
    expect(await idsOf('', await memberAt(world, 'lead'))).toEqual([]);
  });

  test.each(['sort=age', 'addedFrom=yesterday', 'ordersMin=-1', 'birthdayWithin=400', 'page=2', 'cursor=nonsense'])(
    'refuses %s with words',
    async (query) => {
      const { status, body } = await admin.ask('GET', `/customers?${query}`);
      expect([status, body.detail.length > 0]).toEqual([400, true]);
    },
  );
});

describe('where more than ten thousand match', () => {
  const many = 10_400;
  beforeAll(async () => {
    const { manager } = world.app.dataSource;
    const at = world.clock.now();
    for (let from = 0; from < many; from += 400) {
      const rows = Array.from({ length: 400 }, (_, place) => ({
        externalUserId: newId(at + from + place),
        name: '多',
        interests: [],
        stage: 'dormant' as const,
        tier: from + place === 77 ? ('elite' as const) : ('none' as const),
        totalCents: (from + place) * 10,
        lastOrderAt: from + place < 100 ? at : null,
        addedAt: at + from + place,
        createdAt: at,
        updatedAt: at,
      }));
      await manager.insert(Customer, rows);
    }
  });

  test('the count stops there, and pages follow one another without a gap', async () => {
    for (const sort of ['added', 'total', 'lastOrder', 'name']) {
      for (const order of ['asc', 'desc']) {
        const query = `stage=dormant&q=多&sort=${sort}&order=${order}&limit=150`;
        const seen = new Set<string>();
        let [cursor, pages] = ['', 0];
        for (; pages < 3; pages += 1) {
          const { status, body } = await admin.ask('GET', `/customers?${query}&cursor=${cursor}`);
          expect([status, body.found]).toEqual([200, { count: 10_000, more: true }]);
          for (const { externalUserId } of body.customers) seen.add(externalUserId);
          cursor = body.nextCursor;
        }
        expect([sort, order, seen.size]).toEqual([sort, order, 450]);
      }
    }
  });

  test('a rare one among them is found', async () => {
    expect(await idsOf('stage=dormant&tier=elite&sort=total')).toHaveLength(1);
  });
});
