import { existsSync, rmSync } from 'node:fs';
import { openStage, pause, type Stage, until } from './server';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
}, 120_000);

afterEach(() => stage.close());

/** Customers come in while each call of WeCom takes its time. */
async function busyServer(delayMs: number) {
  const server = await stage.start();
  await until('contacts are in step', () => stage.count('follow_relations') >= 8);
  stage.sandbox.faults.set('*', { delayMs });
  for (let n = 0; n < 24; n += 1) {
    stage.sandbox.platform.customerAddsRep({ repUserId: 'rep.lin', customerName: `新客${n}` });
  }
  await until('all are kept', () => stage.count('callback_events') >= 24);
  return server;
}

describe('a server that is told to stop', () => {
  test('ends what is in flight, hands back the rest, and exits 0 within 10 s', async () => {
    const server = await busyServer(700);
    const begun = stage.count('callback_events', 'attempts > 0');
    const stoppedAt = performance.now();
    expect(await server.signal('SIGTERM')).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    // What was claimed and not begun is as if it had never been touched.
    expect(stage.count('callback_events', "state = 'received' and attempts > 0")).toBe(0);
    expect(stage.count('callback_events', "state = 'done'")).toBeLessThanOrEqual(begun);
    expect(stage.count('callback_events', "state = 'received'")).toBeGreaterThan(0);
    expect(server.stderr).toBe('');

    stage.sandbox.faults.clear();
    await stage.start();
    await until('the rest is served at once', () => stage.count('callback_events', "state = 'received'") === 0, 15_000);
  }, 90_000);

  test('takes no more work', async () => {
    const server = await busyServer(1_500);
    const stopping = server.signal('SIGTERM');
    await until('it refuses connections', async () => (await server.status('/healthz')) === 0, 8_000);
    expect(server.isRunning).toBe(true);
    expect(await stage.post(stage.passingEvent('late'))).toBe(0);
    expect(await stopping).toBe(0);
    expect(stage.count('callback_events', "kind = 'enter_agent'")).toBe(0);
    const calls = stage.sandbox.calls('externalcontact/send_welcome_msg');
    await pause(500);
    expect(stage.sandbox.calls('externalcontact/send_welcome_msg')).toBe(calls);
  }, 60_000);

  test('exits 0 within 10 s though WeCom answers nothing and a client keeps its connection', async () => {
    const server = await busyServer(50);
    stage.sandbox.faults.clear();
    stage.sandbox.faults.down = 'hang';
    stage.sandbox.platform.repWritesToApp('rep.lin', '帮助');
    for (let n = 0; n < 5; n += 1) {
      stage.sandbox.platform.customerAddsRep({ repUserId: 'rep.gao', customerName: `晚客${n}` });
    }
    await pause(500);
    // A body that never ends.
    const endless = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('<xml>')),
    });
    const hanging = fetch(`${server.url}/wecom/callback`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    hanging.catch(() => undefined);
    await pause(300);
    const stoppedAt = performance.now();
    expect(await server.signal('SIGTERM')).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  }, 90_000);

  test('in the middle of its start exits 0 too, and the next one starts', async () => {
    for (const afterMs of [0, 100, 300, 600]) {
      const server = stage.spawn();
      await until('it holds the file', () => existsSync(`${stage.databaseFile}.migrating`));
      rmSync(`${stage.databaseFile}.migrating`);
      await pause(afterMs);
      expect(await server.signal('SIGTERM')).toBe(0);
      expect(server.stderr).toBe('');
    }
    await stage.start();
  }, 90_000);
});
