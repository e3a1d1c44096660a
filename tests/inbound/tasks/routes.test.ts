import Koa from 'koa';
import request from 'supertest';
import { taskListSchema } from '../../../src/contract/task';
import { taskRoutes } from '../../../src/inbound/tasks/routes';
import { RepSessions } from '../../../src/inbound/rep/rep-sessions';
import { CareError } from '../../../src/kernel/errors';
import { hour, outreachWorld, type OutreachWorld } from '../../features/outreach/outreach-world';

let world: OutreachWorld;
let server: ReturnType<Koa['callback']>;
let gone: string | null = null;
beforeEach(async () => {
  gone = null;
  world = await outreachWorld();
  const sessions = new RepSessions({ ...world, isRep: async (repUserId) => repUserId !== gone, secure: true });
  const app = new Koa();
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof CareError)) throw error;
      ctx.status = error.options.status ?? 409;
      ctx.body = { code: error.code, detail: error.message };
    }
  });
  app.use(taskRoutes({ sessions, today: world.list, acts: world.acts }).routes());
  server = app.callback();
});
afterEach(() => world.close());

async function signIn(repUserId: string): Promise<string> {
  const token = world.links.linkFor(repUserId).split('#t=')[1];
  const reply = await request(server).post('/tasks/api/session').send({ token }).expect(200);
  return reply.get('Set-Cookie')?.[0] ?? '';
}
const act = (cookie: string, path: string, body: object = {}) =>
  request(server)
    .post(`/tasks/api/touches/${path}`)
    .set('Cookie', cookie.split(';')[0] ?? '')
    .send(body);
const list = (cookie: string) =>
  request(server)
    .get('/tasks/api/today')
    .set('Cookie', cookie.split(';')[0] ?? '');
const suggestion = (set = {}) => world.touch({ path: 'suggestion', ...set });

test('the link opens a session in a cookie that no script reads and no foreign page sends', async () => {
  const cookie = await signIn('lin');
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/']) expect(cookie).toContain(part);
});

test('a preview that fetches the link spends nothing: it opens again and again until it expires', async () => {
  const token = world.links.linkFor('lin').split('#t=')[1];
  for (let times = 0; times < 3; times += 1) {
    await request(server).post('/tasks/api/session').send({ token }).expect(200);
  }
  world.clock.pass(14 * hour - 1);
  world.clock.to('23:59', '2027-03-11');
  await request(server).post('/tasks/api/session').send({ token }).expect(200);
  world.clock.to('00:00', '2027-03-12');
  const late = await request(server).post('/tasks/api/session').send({ token }).expect(401);
  expect(late.body.detail).toContain('今天');
});

test('a session ends with its link', async () => {
  const cookie = await signIn('lin');
  world.clock.to('00:00', '2027-03-12');
  await list(cookie).expect(401);
});

test('a rep who is no longer one is out at once', async () => {
  const cookie = await signIn('lin');
  gone = 'lin';
  await list(cookie).expect(401);
});

test('forged tokens, and a link used as a cookie, open nothing', async () => {
  const token = world.links.linkFor('lin').split('#t=')[1] ?? '';
  const [payload = '', signature = ''] = token.split('.');
  const forged = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('lin', 'gao')).toString('base64url');
  for (const bad of [`${forged}.${signature}`, payload, `${payload}.`, `${token}.x`, 'x', '.', `${payload}.AAAA`]) {
    await request(server).post('/tasks/api/session').send({ token: bad }).expect(401);
  }
  await list(`jiuban_rep=${token}`).expect(401);
  await list('').expect(401);
});

test('a rep sees what is theirs today, open ones first', async () => {
  await suggestion({ state: 'skipped' });
  const mine = await suggestion();
  await suggestion({ repUserId: 'gao' });
  await suggestion({ dueOn: '2027-03-11' });
  const reply = await list(await signIn('lin')).expect(200);
  const today = taskListSchema.parse(reply.body);
  expect(today.tasks.map((task) => [task.id, task.state])[0]).toEqual([mine.id, 'planned']);
  expect(today.counts).toEqual({ open: 1, sent: 0, skipped: 1, failed: 0 });
  expect(today.tasks).toHaveLength(2);
  expect(reply.get('Cache-Control')).toBe('no-store');
});

test('the taps work and answer with the task as it is now', async () => {
  const cookie = await signIn('lin');
  const touch = await suggestion();
  const reply = await act(cookie, `${touch.id}/send`, { text: '用得好吗？' }).expect(200);
  expect(reply.body).toMatchObject({ done: true, task: { state: 'offered', progress: 'waiting', text: '用得好吗？' } });
  await act(cookie, `${touch.id}/postpone`, { day: '2027-03-12' }).expect(200);
  const other = await suggestion();
  await act(cookie, `${other.id}/skip`, { reason: '刚联系过' }).expect(200);
  const third = await suggestion();
  expect((await act(cookie, `${third.id}/sent`).expect(200)).body.task.state).toBe('sent');
});

test('what the rep sent by hand is kept as it went out', async () => {
  const cookie = await signIn('lin');
  const touch = await suggestion();
  await act(cookie, `${touch.id}/sent`, { text: '用得好吗？' }).expect(200);
  expect(await world.touchNow(touch)).toMatchObject({ state: 'sent', reason: 'by_hand', text: '用得好吗？' });
});

test('a foreign touch is not found, a form is refused, and bad fields are named', async () => {
  const cookie = await signIn('lin');
  const foreign = await suggestion({ repUserId: 'gao' });
  await act(cookie, `${foreign.id}/sent`).expect(404);
  const mine = await suggestion();
  const form = request(server).post(`/tasks/api/touches/${mine.id}/sent`).set('Cookie', cookie).type('form');
  await form.send({ a: 1 }).expect(415);
  await request(server).post(`/tasks/api/touches/${mine.id}/sent`).set('Cookie', cookie).expect(415);
  await act(cookie, `${mine.id}/skip`, {}).expect(422);
  await act(cookie, `${mine.id}/send`, { text: 'x', to: 'y' }).expect(422);
  await act(cookie, `${mine.id}/postpone`, { day: '2027-02-30' }).expect(422);
  expect((await world.touchNow(mine)).state).toBe('planned');
});
