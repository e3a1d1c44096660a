import { consoleBase, csrfHeader } from '../../src/contract/console/endpoint';
import { openStage, pause, type ServerProcess, type Stage, until } from './server';

const kills = 3;
const rows = 1_000;
/** Every so many a row that is refused. */
const badEvery = 50;
const adminPassword = 'administrator1';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ env: { ADMIN_PASSWORD: adminPassword } });
}, 120_000);
afterAll(() => stage.close());

function csv(): string {
  const lines = Array.from({ length: rows }, (_, place) => {
    const birthday = place % badEvery === 0 ? '哪天' : '1990-08-15';
    return `wmKill${place},客${place},${birthday}`;
  });
  return ['客户ID,姓名,生日', ...lines].join('\n');
}

/** The cookies and the token of a new session. */
async function signIn(server: ServerProcess): Promise<Record<string, string>> {
  const response = await until('the first admin is there', async () => {
    const answer = await fetch(`${server.url}${consoleBase}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'admin', password: adminPassword }),
    });
    return answer.ok ? answer : null;
  });
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return { cookie: cookie.join('; '), [csrfHeader]: csrfToken };
}

interface Row {
  state: string;
  done: number;
  failed: number;
  outcome: string;
}
const batch = () => stage.rows<Row>('select state, done, failed, outcome from batches')[0];

test(`an import cut off by ${kills} SIGKILLs goes on, and counts every row once`, async () => {
  let server = await stage.start();
  const headers = await signIn(server);
  const upload = await fetch(`${server.url}${consoleBase}/imports?rows=customers&name=k.csv`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: csv(),
  });
  const { id } = (await upload.json()) as { id: string };
  await until('it is checked', () => batch()?.state === 'checked');
  const before = stage.count('customers');
  const start = await fetch(`${server.url}${consoleBase}/imports/${id}/start`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(start.status).toBe(200);
  const cutOffAt: number[] = [];
  for (let life = 0; life < kills; life += 1) {
    const done = batch()?.done ?? 0;
    await until('it goes on', () => (batch()?.done ?? 0) > done || batch()?.state === 'done', 20_000);
    await pause(Math.random() * 60);
    await server.signal('SIGKILL');
    cutOffAt.push(batch()?.done ?? 0);
    // The lease of the dead is over.
    stage.pass(61_000);
    server = await stage.start();
  }
  await until('it ends', () => batch()?.state === 'done', 60_000);
  expect(new Set(cutOffAt).size).toBeGreaterThan(1);
  const bad = rows / badEvery;
  const counts = { created: rows - bad, updated: 0, unchanged: 0, rejected: bad, ignoredColumns: [] };
  expect(batch()).toMatchObject({ done: rows, failed: bad });
  expect(JSON.parse(batch()!.outcome)).toEqual(counts);
  expect(stage.count('customers')).toBe(before + rows - bad);
  // No file is left but what was refused.
  expect(stage.count('batch_parts', "file <> 'rejects'")).toBe(0);
}, 180_000);
