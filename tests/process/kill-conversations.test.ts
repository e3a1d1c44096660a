import { sampleKfId as openKfId } from '../../src/sandbox/sample-shop';
import type { ApiFault } from '../../src/sandbox/faults';
import { openStage, pause, type ServerProcess, type Stage, until } from './server';

const kills = Math.max(4, Math.round(Number(process.env.KILLS ?? 10) * 0.6));
const minuteMs = 60_000;
const answer = '好的，正在为您转接同事，请稍候。';

let stage: Stage;
let server: ServerProcess;

beforeAll(async () => {
  // Within the shop's hours, and with an hour for each answer to come.
  stage = await openStage({ now: '2027-03-10T10:05:00+08:00' });
}, 120_000);

afterAll(() => stage.close());

const kf = () => stage.sandbox.platform.kf;
let visitors = 0;

/** Somebody new writes one thing. */
function write(): { externalUserId: string; text: string } {
  visitors += 1;
  const text = `第 ${visitors} 位想问一下`;
  const { externalUserId } = stage.sandbox.platform.customerAddsRep({
    repUserId: 'rep.zhou',
    customerName: `访客${visitors}`,
    welcomeCode: false,
  });
  kf().customerWrites(openKfId, externalUserId, text);
  return { externalUserId, text };
}

const heard = (externalUserId: string) =>
  kf()
    .chat(openKfId, externalUserId)
    .filter(({ from }) => from === 'app')
    .map(({ body }) => body.content);

const open = () =>
  stage.count('conversations', 'dueAt is not null') +
  stage.count('kf_accounts', 'bells > servedBells') +
  stage.count('messages', "state = 'intended' or (origin = 'customer' and handledAt is null)");

/** Leases of the dead run out and the next tick comes: here by a start some minutes later. */
async function goOn(): Promise<void> {
  stage.sandbox.faults.clear();
  for (let restarts = 0; restarts < 8; restarts += 1) {
    // Long enough for the reading that needs no bell: WeCom gave up ringing for a server that was dead.
    stage.pass(6 * minuteMs);
    const since = stage.clock.now();
    server = await stage.start();
    await stage.sandbox.settle();
    const isRead = () => stage.count('kf_accounts', `pulledAt < ${since}`) === 0;
    const isDone = await until('all is answered', () => isRead() && open() === 0, 8_000).catch(() => false);
    await server.signal('SIGTERM');
    if (isDone) return;
  }
  throw new Error('something is left to do');
}

function kept(text: string): number {
  const vault = stage.vault();
  const rows = stage.rows<{ sealedBody: string }>("select sealedBody from messages where origin = 'customer'");
  return rows.filter(({ sealedBody }) => vault.open(sealedBody).includes(text)).length;
}

describe('a SIGKILL', () => {
  const never: ApiFault = { httpStatus: 502 };
  // The sandbox applies a call that waited although nobody waits for its answer any more.
  const lost: ApiFault = { delayMs: 700 };
  it.each<[step: string, path: string, fault: ApiFault]>([
    ['before the messages are read', 'kf/sync_msg', never],
    ['while they are read', 'kf/sync_msg', lost],
    ['before it is known who has the conversation', 'kf/service_state/get', lost],
    ['before the answer is sent', 'kf/send_msg', never],
    ['after the answer is sent', 'kf/send_msg', lost],
    ['before the conversation is handed over', 'kf/service_state/trans', never],
    ['after it is handed over', 'kf/service_state/trans', lost],
  ])(
    '%s loses no message and answers none twice',
    async (_step, path, fault) => {
      server = await stage.start();
      stage.sandbox.faults.set(path, fault);
      const before = stage.sandbox.calls(path);
      const { externalUserId, text } = write();
      await until('it comes to this step', () => stage.sandbox.calls(path) > before);
      await pause(50);
      await server.signal('SIGKILL');
      await pause(900);
      await goOn();
      expect(kept(text)).toBe(1);
      expect(heard(externalUserId)).toEqual([answer]);
      expect(stage.rows('select state from conversations where externalUserId = ?', externalUserId)).toEqual([
        { state: 'human' },
      ]);
    },
    120_000,
  );

  it(
    `comes ${kills} times at any moment, and everybody gets the one answer`,
    async () => {
      const written: { externalUserId: string; text: string }[] = [];
      for (let life = 0; life < kills; life += 1) {
        for (const path of ['kf/sync_msg', 'kf/service_state/get', 'kf/send_msg', 'kf/service_state/trans']) {
          const drop = life % 3 === 1 ? { dropAnswer: 'after' as const, times: 1 } : {};
          stage.sandbox.faults.set(path, { delayMs: Math.random() * 80, ...drop });
        }
        stage.pass(minuteMs + 1_000);
        server = await stage.start();
        for (let n = 0; n < 4; n += 1) {
          written.push(write());
          await pause(Math.random() * 120);
        }
        await pause(Math.random() * 300);
        await server.signal('SIGKILL');
      }
      await goOn();
      for (const { externalUserId, text } of written) {
        expect(kept(text)).toBe(1);
        expect(heard(externalUserId)).toEqual([answer]);
      }
    },
    60_000 + kills * 20_000,
  );
});
