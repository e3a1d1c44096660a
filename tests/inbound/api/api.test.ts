import Koa from 'koa';
import request from 'supertest';
import { dateKinds } from '../../../src/contract/customer';
import { touchStates as contractStates } from '../../../src/contract/touch';
import { Commerce } from '../../../src/features/commerce/commerce';
import { MessageWords } from '../../../src/features/conversations/message-words';
import { cancelTouches } from '../../../src/features/profiles/touch-cancelling';
import { apiRoutes } from '../../../src/inbound/api/routes';
import { problems } from '../../../src/inbound/middleware/problem';
import { dateKinds as modelKinds } from '../../../src/model/important-date';
import { touchStates } from '../../../src/model/touch';
import { profileWorld } from '../../features/profiles/profile-world';

const token = 'secret-token';
const order = {
  orderNo: 'A1',
  externalUserId: 'wm1',
  paidAt: '2027-01-05T12:00:00+08:00',
  items: [{ sku: 'ro-1', name: '净水器', quantity: 1, unitPriceCents: 199900 }],
  totalCents: 199900,
  status: 'paid',
};

async function apiWorld(apiToken: string | null = token) {
  const world = await profileWorld();
  await world.customer();
  const { dataSource, clock, vault, profiles } = world;
  const commerce = new Commerce({
    dataSource,
    clock,
    vault,
    zone: 'Asia/Shanghai',
    settings: { deliveryDays: 3 },
    cancelTouches,
  });
  // Business systems keep no scripts.
  const libraryRows = { save: async () => [] };
  const app = new Koa();
  const errors: object[] = [];
  app.use(problems({ logger: { error: (details) => void errors.push(details) } }));
  const messageWords = new MessageWords({ dataSource, vault });
  app.use(apiRoutes({ commerce, profiles, libraryRows, messageWords, apiToken, version: '1.2.3' }).routes());
  const agent = request(app.callback());
  const authorized = { Authorization: `Bearer ${token}` };
  return {
    ...world,
    agent,
    errors,
    post: (path: string, body: object) => agent.post(`/api/v1${path}`).set(authorized).send(body),
    get: (path: string) => agent.get(`/api/v1${path}`).set(authorized),
  };
}

describe('the business API', () => {
  let world: Awaited<ReturnType<typeof apiWorld>>;
  beforeEach(async () => {
    world = await apiWorld();
  });
  afterEach(() => world.dataSource.destroy());

  test('takes an order once, then finds it unchanged', async () => {
    expect((await world.post('/orders', order).expect(201)).body).toEqual({ key: 'A1', status: 'created' });
    expect((await world.post('/orders', order).expect(200)).body).toEqual({ key: 'A1', status: 'unchanged' });
    expect((await world.get('/customers/wm1').expect(200)).body).toMatchObject({
      externalUserId: 'wm1',
      name: '小满',
      repUserId: null,
      optedOut: false,
      orders: { count: 1, totalCents: 199900, lastAt: '2027-01-05T04:00:00.000Z' },
      products: [{ sku: 'ro-1', deliveredOn: '2027-01-08' }],
    });
  });

  test('names every fault of an object, and unknown fields by name', async () => {
    const { items: _items, ...rest } = order;
    const answer = await world.post('/orders', { ...rest, paidAt: '2027-02-30 12:00', totalCents: 1.5, order_no: 'x' });
    expect(answer.status).toBe(422);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { path: 'items', message: '缺少必填字段' },
        { path: 'totalCents', message: '须为整数' },
        { path: 'order_no', message: '未知字段 order_no，是否应为 orderNo？' },
        { path: 'paidAt', message: expect.stringContaining('ISO 8601') as string },
      ]),
    );
  });

  test('keeps the good rows of an array and answers for each in its place', async () => {
    const rows = [
      { ...order, orderNo: 'B1' },
      { ...order, orderNo: 'B2', foo: 1 },
      'nonsense',
      { ...order, orderNo: 'B3' },
    ];
    const answer = await world.post('/orders', rows).expect(200);
    expect(answer.body.results).toMatchObject([
      { index: 0, key: 'B1', status: 'created' },
      { index: 1, key: 'B2', status: 'rejected', errors: [{ path: 'foo', message: '未知字段 foo' }] },
      { index: 2, key: '', status: 'rejected' },
      { index: 3, key: 'B3', status: 'created' },
    ]);
  });

  test('takes 1,000 rows and refuses 1,001', async () => {
    const rows = Array.from({ length: 1001 }, (_, index) => ({ sku: `s${index}`, name: '滤芯' }));
    const answer = await world.post('/products', rows).expect(413);
    expect(answer.body).toMatchObject({ status: 413, type: 'urn:jiuban:problem:too_many_rows' });
    expect((await world.post('/products', rows.slice(1))).body.results).toHaveLength(1000);
  });

  test('imports a customer with a lunar birthday, and opts out', async () => {
    const row = {
      externalUserId: 'wm7',
      name: '张三',
      dates: [{ kind: 'birthday', calendar: 'lunar', month: 8, day: 15 }],
    };
    await world.post('/customers/import', row).expect(201);
    await world.post('/customers/import', { externalUserId: 'wm7', optedOut: true, optOutReason: '来电' }).expect(200);
    const { body } = await world.get('/customers/wm7').expect(200);
    expect(body).toMatchObject({
      optedOut: true,
      optOutReason: '来电',
      dates: [{ kind: 'birthday', calendar: 'lunar', month: 8, day: 15, nextOn: '2027-09-15', confirmed: true }],
    });
    const [key] = (await world.post('/customers/import', [{ name: '谁' }])).body.results as { status: string }[];
    expect(key).toMatchObject({ status: 'rejected', errors: [{ path: '' }] });
  });

  test('pages the timeline newest first and the touches by day', async () => {
    for (let day = 1; day <= 5; day += 1) {
      world.clock.at += 1000;
      await world.profiles.addInterests('wm1', [`兴趣${day}`], { by: 'rep:lin' });
      await world.touch('planned', { dueOn: `2027-01-0${day}` });
    }
    const first = (await world.get('/customers/wm1/timeline?limit=3').expect(200)).body;
    const second = (await world.get(`/customers/wm1/timeline?limit=3&cursor=${first.nextCursor}`).expect(200)).body;
    const summaries = [...first.events, ...second.events].map((event: { summary: string }) => event.summary);
    expect(summaries).toEqual(['兴趣：兴趣5', '兴趣：兴趣4', '兴趣：兴趣3', '兴趣：兴趣2', '兴趣：兴趣1']);
    expect(second.nextCursor).toBeNull();
    const touches = (await world.get('/customers/wm1/touches?limit=4').expect(200)).body;
    expect(touches.touches[0]).toMatchObject({
      dueOn: '2027-01-05',
      state: 'planned',
      template: '',
      notBefore: '2027-01-05T04:00:00.000Z',
    });
    expect(touches.touches[0]).not.toHaveProperty('sentAt');
    expect((await world.get(`/customers/wm1/touches?cursor=${touches.nextCursor}`)).body.touches).toHaveLength(1);
    await world.get('/customers/wm1/touches?cursor=zzz').expect(400);
    await world.get('/customers/wm1/touches?limit=0').expect(400);
  });

  test('answers problems as problem+json', async () => {
    const missing = await world.get('/customers/nobody').expect(404);
    expect(missing.type).toBe('application/problem+json');
    expect(missing.body).toMatchObject({ status: 404, type: 'urn:jiuban:problem:unknown_customer' });
    const lost = await world.get('/nowhere').expect(404);
    expect(lost.type).toBe('application/problem+json');
    const broken = world.agent.post('/api/v1/orders').set({ Authorization: `Bearer ${token}` });
    expect((await broken.type('json').send('{"a":')).status).toBe(400);
    const form = world.agent.post('/api/v1/orders').set({ Authorization: `Bearer ${token}` });
    expect((await form.type('form').send('a=1')).status).toBe(400);
    const big = await world.post('/products', [{ sku: 's', name: 'n', category: 'x'.repeat(11 * 1024 * 1024) }]);
    expect(big.status).toBe(413);
    expect(world.errors).toEqual([]);
  });

  test('lets in nobody without the token', async () => {
    await world.agent.post('/api/v1/orders').send(order).expect(401);
    await world.agent.get('/api/v1/customers/wm1').set('Authorization', 'Bearer wrong').expect(401);
    const closed = await apiWorld(null);
    const answer = await closed.agent.post('/api/v1/orders').set('Authorization', 'Bearer ').send(order).expect(503);
    expect(answer.body.detail).toContain('API_TOKEN');
    await closed.dataSource.destroy();
  });

  test('describes itself as OpenAPI 3.1, in the words of the model', async () => {
    const { body } = await world.agent.get('/api/v1/openapi.json').expect(200);
    expect(body).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
    expect(body.components.schemas.Order.additionalProperties).toBe(false);
    expect(Object.keys(body.paths)).toContain('/api/v1/customers/import');
    expect(JSON.stringify(body)).not.toContain('$schema');
    expect(contractStates).toEqual(touchStates);
    expect(dateKinds).toEqual(modelKinds);
  });
});
