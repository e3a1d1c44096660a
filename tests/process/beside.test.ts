import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage, type ServerProcess, type Stage, until } from './server';

// Each command is a process of its own.
jest.setTimeout(120_000);

let stage: Stage;
let server: ServerProcess;

beforeAll(async () => {
  stage = await openStage({ now: '2027-09-14T10:05:00+08:00' });
  server = await stage.start();
  await until('contacts are in step', () => stage.count('follow_relations') >= 8);
}, 120_000);

afterAll(() => stage.close());

const customer = 'wmJiubanSample0001';

describe('beside a running server', () => {
  test('a second server on the same file is refused with one clear line', async () => {
    const second = stage.spawn({ PORT: '0' });
    expect(await second.ended()).toBe(1);
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect(second.stderr).toMatch(/^Jiuban does not start: another server runs on .*jiuban\.sqlite: stop it first/);
    expect(await server.status('/healthz')).toBe(200);
  });

  test('sync pulls what WeCom has', async () => {
    const { code, stdout } = await stage.cli(['sync']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ relations: 8 });
  });

  test('import keeps the rows of a file, and the server knows them', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'jiuban-beside-')), 'customers.csv');
    writeFileSync(file, `externalUserId,姓名,农历生日\n${customer},周小满,八月十五\n`);
    const { code, stdout } = await stage.cli(['import', 'customers', file]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 rejected')]);
    const { dates } = await stage.api<{ dates: { kind: string }[] }>('GET', `/customers/${customer}`);
    expect(dates).toMatchObject([{ kind: 'birthday', calendar: 'lunar', month: 8, day: 15 }]);
  });

  test('plan rehearses a day, and explain says why', async () => {
    const plan = await stage.cli(['plan', '--date', '2027-09-15', '--dry-run', '--json']);
    expect(plan.code).toBe(0);
    const touches = plan.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { play: string; externalUserId: string });
    expect(touches).toContainEqual(expect.objectContaining({ play: 'birthday', externalUserId: customer }));
    expect(stage.count('touches', "play = 'birthday'")).toBe(0);
    const explained = await stage.cli(['explain', '--customer', customer, '--date', '2027-09-15']);
    expect([explained.code, explained.stdout]).toEqual([0, expect.stringMatching(/^birthday {2,}.+/m)]);
  });

  test('deliver delivers once what the server may be delivering too', async () => {
    stage.sandbox.platform.repWritesToApp('rep.lin', '帮助');
    const runs = await Promise.all([stage.cli(['deliver']), stage.cli(['deliver'])]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    await until('the answer', () => stage.sandbox.platform.messagesTo('rep.lin').length > 0);
    await stage.cli(['deliver']);
    expect(stage.sandbox.platform.messagesTo('rep.lin')).toHaveLength(1);
  });

  test('templates are checked and a backup is made', async () => {
    const lint = await stage.cli(['templates', 'lint']);
    expect([lint.code, lint.stdout]).toEqual([0, expect.stringMatching(/^\d+ templates, no fault\n$/)]);
    const file = join(stage.folder, 'copy.sqlite');
    const { code } = await stage.cli(['backup', file]);
    expect([code, existsSync(file)]).toEqual([0, true]);
  });

  test('restore is refused', async () => {
    const { code, stdout, stderr } = await stage.cli(['restore', join(stage.folder, 'copy.sqlite')]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/a server runs on .*: stop it first/);
  });
});

test('after a SIGKILL the next server starts at once', async () => {
  await server.signal('SIGKILL');
  const startedAt = performance.now();
  server = await stage.start();
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  expect(server.stderr).toBe('');
  expect(readdirSync(stage.folder)).toContain('jiuban.sqlite.server');
}, 60_000);
