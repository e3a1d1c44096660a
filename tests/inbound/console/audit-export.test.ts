import { csrfHeader, consoleBase } from '../../../src/contract/console/endpoint';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let auditor: Visitor;
beforeAll(async () => {
  world = await startWorld();
  auditor = await memberAt(world, 'auditor', { name: '=HYPERLINK("http://evil")' });
});
afterAll(() => world.stop());

async function exported(visitor: Visitor, query: string): Promise<{ status: number; text: string; type: string }> {
  const response = await visitor.fetch('POST', `${consoleBase}/audit/export?${query}`, {
    [csrfHeader]: visitor.csrfToken,
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    // As it came, with the mark at its beginning.
    text: Buffer.from(await response.arrayBuffer()).toString('utf8'),
  };
}

test('the trail is taken away as CSV that runs no formula, and as JSON lines; that is in the trail itself', async () => {
  const csv = await exported(auditor, 'format=csv');
  expect([csv.status, csv.type]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(csv.text).toMatch(/^\uFEFF序号,时间,成员/);
  expect(csv.text).toContain(`"'=HYPERLINK(""http://evil"")"`);
  const json = await exported(auditor, 'format=jsonl&action=session.opened');
  const entries = json.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { action: string; hash: string });
  expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['session.opened']));
  expect(entries[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  const { entries: trail } = (await auditor.ask('GET', '/audit?action=audit.exported')).body;
  expect(trail).toHaveLength(2);
  const names = (await auditor.ask('GET', '/audit/names')).body;
  expect(names.actions).toEqual(['audit.exported', 'member.added', 'session.opened']);
  expect(names.actors).toContainEqual({ id: 'system', name: '系统' });
});

test('it wants a fresh proof, the page’s token, the permission and a format that there is', async () => {
  expect((await exported(auditor, 'format=exe')).status).toBe(400);
  expect((await exported(await memberAt(world, 'operator'), 'format=csv')).status).toBe(403);
  const { csrfToken } = auditor;
  auditor.csrfToken = '';
  expect((await exported(auditor, 'format=csv')).text).toContain('csrf');
  auditor.csrfToken = csrfToken;
  world.clock.moveTo(world.clock.now() + 11 * 60_000);
  expect((await exported(auditor, 'format=csv')).text).toContain('proof_needed');
});
