import { openStage, pause, type Stage, until } from './server';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
}, 120_000);

afterEach(() => stage.close());

interface Readiness {
  status: string;
  dependencies: Record<string, string>;
}

async function readiness(url: string): Promise<{ status: number; body: Readiness }> {
  const response = await fetch(`${url}/readyz`);
  // The contract of the route.
  return { status: response.status, body: (await response.json()) as Readiness };
}

describe('a server that starts while WeCom cannot be reached', () => {
  test.each(['refuse', 'hang'] as const)(
    'comes up, says what is missing, and goes on when it answers (%s)',
    async (down) => {
      stage.sandbox.faults.down = down;
      const server = await stage.start();
      expect(await server.status('/healthz')).toBe(200);
      const away = await readiness(server.url);
      expect(away.status).toBe(503);
      expect(away.body.dependencies).toMatchObject({ database: 'ok', jobs: 'ok' });
      expect(away.body.dependencies['wecom']).toMatch(/no answer from WeCom/);

      // Callbacks are kept meanwhile: a friend of these days is welcomed late, or by the rep, but is not lost.
      const { externalUserId } = stage.sandbox.platform.customerAddsRep({ repUserId: 'rep.lin', customerName: '新客' });
      stage.sandbox.platform.repWritesToApp('rep.lin', '帮助');
      await until('both are acknowledged', () => stage.count('callback_events') === 2);

      stage.sandbox.faults.clear();
      await until('it is ready', async () => (await readiness(server.url)).status === 200);
      await until('the welcome came', () => stage.sandbox.platform.receivedBy(externalUserId).length === 1);
      await until('the answer came', () => stage.sandbox.platform.messagesTo('rep.lin').length === 1);
      await until('contacts are in step', () => stage.count('follow_relations') === 9, 90_000);
      expect(stage.count('callback_events', "state <> 'done'")).toBe(0);
    },
    180_000,
  );
});

describe('a server with a wrong secret', () => {
  test('comes up, raises one alarm, and leaves gettoken alone', async () => {
    const server = await stage.start({ WECOM_SECRET: 'not-the-secret' });
    await until('it was told once', () => stage.sandbox.calls('gettoken') > 0);
    for (let n = 0; n < 10; n += 1) {
      stage.sandbox.platform.repWritesToApp('rep.lin', '帮助');
      const { status, body } = await readiness(server.url);
      expect(status).toBe(503);
      expect(body.dependencies['wecom']).toMatch(/40001.*check WECOM_CORP_ID and WECOM_SECRET/s);
      await pause(300);
    }
    await stage.cli(['doctor'], { WECOM_SECRET: 'not-the-secret' });
    // The server's one, and one of the command.
    expect(stage.sandbox.calls('gettoken')).toBeLessThanOrEqual(2);
    const alarms = server.log.filter(({ level }) => level >= 50);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toMatchObject({ errcode: 40001, msg: expect.stringContaining('WECOM_SECRET') });
    expect(stage.count('callback_events')).toBe(10);
  }, 120_000);
});
