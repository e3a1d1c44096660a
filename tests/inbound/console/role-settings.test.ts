import type { RoleRights } from '../../../src/kernel/role-rights';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeEach(async () => {
  world = await startWorld({ now: '2027-01-04 10:00' });
  admin = await memberAt(world, 'admin');
});
afterEach(() => world.stop());

async function change(edit: (rights: RoleRights) => void) {
  const { version, value } = (await admin.ask('GET', '/settings/roles')).body;
  edit(value);
  return admin.ask('POST', '/settings/roles/versions', { basedOn: version, value, note: '分工调整' });
}

describe('rights of a role', () => {
  test('that an admin takes away or gives hold from the next request, at another process too', async () => {
    const operator = await memberAt(world, 'operator');
    const other = await world.startBeside();
    expect((await operator.ask('GET', '/products')).status).toBe(200);
    expect((await operator.ask('GET', '/audit')).status).toBe(403);
    const changed = await change((rights) => {
      rights.operator = rights.operator.filter((right) => !right.startsWith('products.'));
      rights.operator.push('audit.read');
    });
    expect(changed).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await operator.ask('GET', '/products')).status).toBe(403);
    expect((await operator.ask('GET', '/audit')).status).toBe(200);
    await other.features.liveSettings.refresh();
    expect(other.features.liveSettings.roles.operator).toContain('audit.read');
    await other.stop();
  });

  test('are told with how many members have the role, audited, and can be taken back', async () => {
    await memberAt(world, 'operator');
    await change((rights) => (rights.lead = []));
    expect((await admin.ask('GET', '/settings/roles')).body).toMatchObject({
      version: 1,
      note: '分工调整',
      value: { lead: [] },
      members: { admin: 1, operator: 1, lead: 0 },
    });
    const { entries } = (await admin.ask('GET', '/audit?action=settings.changed')).body;
    expect(entries[0]).toMatchObject({ subject: 'settings:roles', after: { lead: [] } });
    const restored = await admin.ask('POST', '/settings/roles/restorations', { basedOn: 1, version: 0 });
    expect(restored).toMatchObject({ status: 200, body: { version: 2 } });
    const { value, shipped } = (await admin.ask('GET', '/settings/roles')).body;
    expect(value).toEqual(shipped);
  });

  const bad: [string, (rights: RoleRights) => void, string][] = [
    ['settings to an operator', ({ operator }) => operator.push('settings.edit'), 'operator.settings.edit'],
    ['members to an operator', ({ operator }) => operator.push('members.edit'), 'operator.members.edit'],
    ['texts of the whole shop to a lead', ({ lead }) => lead.push('templates.edit'), 'lead.templates.edit'],
    ['an export to a rep', ({ rep }) => rep.push('customers.export'), 'rep.customers.export'],
    ['a change to an auditor', ({ auditor }) => auditor.push('touches.act'), 'auditor.touches.act'],
    ['to edit what may not be seen', (rights) => (rights.rep = ['customers.edit']), 'rep.customers.edit'],
  ];
  test.each(bad)('refuse %s, named', async (_what, edit, path) => {
    const refused = await change(edit);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
    expect((await admin.ask('GET', '/settings/roles')).body.version).toBe(0);
  });

  test('refuse approving as a right of a role, and what somebody else has outrun', async () => {
    const { value } = (await admin.ask('GET', '/settings/roles')).body;
    const sending = { ...value, operator: [...value.operator, 'send.approve'] };
    expect((await admin.ask('POST', '/settings/roles/versions', { basedOn: 0, value: sending })).status).toBe(422);
    await change((rights) => (rights.rep = []));
    const late = { basedOn: 0, value: { ...value, lead: [] } };
    expect(await admin.ask('POST', '/settings/roles/versions', late)).toMatchObject({
      status: 409,
      body: { current: { version: 1, value: { rep: [] } } },
    });
  });

  test('are an admin’s to change, with a fresh proof', async () => {
    const operator = await memberAt(world, 'operator');
    const { value } = (await operator.ask('GET', '/settings/roles')).body;
    const wanted = { basedOn: 0, value: { ...value, rep: [] } };
    expect((await operator.ask('POST', '/settings/roles/versions', wanted)).status).toBe(403);
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    const refused = await admin.ask('POST', '/settings/roles/versions', wanted);
    expect([refused.status, refused.body.type]).toEqual([403, expect.stringContaining('proof_needed')]);
  });
});
