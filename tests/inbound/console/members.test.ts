import { Secret, TOTP } from 'otpauth';
import { ConsoleSession } from '../../../src/model/console-session';
import { startWorld, type World } from '../../support/world';
import { memberAt, password, Visitor } from './console-world';

let world: World;
let admin: Visitor;
let adminId: string;
beforeEach(async () => {
  world = await startWorld();
  world.rep();
  await world.app.features.contacts.sync();
  admin = await memberAt(world, 'admin', { login: 'boss' });
  adminId = (await admin.ask('GET', '/session')).body.member.id;
});
afterEach(() => world.stop());

const someone = {
  login: 'xiaoxue',
  name: '小雪',
  role: 'operator',
  maySend: false,
  repUserId: 'rep.lin',
  departmentIds: [],
  password,
};
const memberOf = async (login: string) =>
  (await admin.ask('GET', '/members')).body.members.find((each: { login: string }) => each.login === login);
const editOf = ({
  name,
  role,
  maySend,
  repUserId,
  departmentIds,
  updatedAt,
}: typeof someone & { updatedAt: number }) => ({
  ...{ name, role, maySend, repUserId, departmentIds, updatedAt },
});

describe('members', () => {
  test('are added, signed in, edited, signed out by the edit, disabled and enabled; all of it audited', async () => {
    const { status, body } = await admin.ask('POST', '/members', someone);
    expect(status).toBe(200);
    const theirs = new Visitor(world);
    expect((await theirs.signIn('xiaoxue', password)).status).toBe(200);
    const listed = await memberOf('xiaoxue');
    expect(listed).toMatchObject({ repName: '林晓', hasPassword: true, openSessions: 1, disabledAt: null });

    const lead = { ...editOf(listed), role: 'lead', departmentIds: [1] };
    expect((await admin.ask('PUT', `/members/${body.id}`, lead)).status).toBe(200);
    expect((await theirs.ask('GET', '/session')).status).toBe(401);
    const stale = await admin.ask('PUT', `/members/${body.id}`, lead);
    expect(stale.status).toBe(409);
    expect(stale.body.current).toMatchObject({ role: 'lead' });

    expect((await admin.ask('PUT', `/members/${body.id}/disabled`, { disabled: true })).status).toBe(200);
    expect((await theirs.signIn('xiaoxue', password)).status).toBe(401);
    await admin.ask('PUT', `/members/${body.id}/disabled`, { disabled: false });
    expect((await theirs.signIn('xiaoxue', password)).status).toBe(200);
    expect((await admin.ask('DELETE', `/members/${body.id}/sessions`)).status).toBe(200);
    expect((await theirs.ask('GET', '/session')).status).toBe(401);

    const { entries } = (await admin.ask('GET', `/audit?subject=member:${body.id}`)).body;
    const actions = entries
      .map(({ action }: { action: string }) => action)
      .filter((each: string) => each.startsWith('member.'));
    expect(actions.reverse()).toEqual([
      'member.added',
      'member.edited',
      'member.disabled',
      'member.enabled',
      'member.sessions_ended',
    ]);
    expect(JSON.stringify(entries)).not.toContain('scrypt');
  });

  test('keep one admin who can sign in, and nobody changes their own rights', async () => {
    const me = await memberOf('boss');
    for (const edit of [{ role: 'auditor' }, { maySend: true }, { repUserId: 'rep.lin' }]) {
      const own = await admin.ask('PUT', `/members/${adminId}`, { ...editOf(me), ...edit });
      expect([own.status, own.body.type]).toEqual([409, 'urn:jiuban:problem:self']);
    }
    expect((await admin.ask('PUT', `/members/${adminId}/disabled`, { disabled: true })).status).toBe(409);
    // One's own name is one's own.
    expect((await admin.ask('PUT', `/members/${adminId}`, { ...editOf(me), name: '老板' })).status).toBe(200);
    const noPassword = await admin.ask('PUT', `/members/${adminId}/password`, { password: null });
    expect(noPassword.body.type).toContain('last_admin');
    expect((await admin.ask('GET', '/session')).body.member.name).toBe('老板');

    const second = await memberAt(world, 'admin', { login: 'second' });
    expect((await second.ask('PUT', `/members/${adminId}/disabled`, { disabled: true })).status).toBe(200);
    const left = await memberOf('boss').catch(() => null);
    expect(left ?? null).toBeNull();
  });

  test('are refused with words: taken names, short passwords, unknown roles, a rep who has an account', async () => {
    await admin.ask('POST', '/members', someone);
    expect((await admin.ask('POST', '/members', someone)).body.type).toContain('login_taken');
    const twice = await admin.ask('POST', '/members', { ...someone, login: 'other' });
    expect([twice.status, twice.body.type]).toEqual([409, 'urn:jiuban:problem:rep_taken']);
    for (const bad of [{ password: 'short' }, { role: 'king' }, { login: '../etc' }, { name: ' ' }, { extra: 1 }]) {
      expect((await admin.ask('POST', '/members', { ...someone, login: 'third', ...bad })).status).toBe(422);
    }
    expect((await admin.ask('PUT', '/members/nobody/disabled', { disabled: true })).status).toBe(404);
  });

  test('are changed only with a fresh proof, and by admins alone', async () => {
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    expect((await admin.ask('POST', '/members', someone)).body.type).toContain('proof_needed');
    expect((await admin.ask('POST', '/session/proof', { password: 'wrong' })).status).toBe(422);
    await admin.ask('POST', '/session/proof', { password });
    expect((await admin.ask('POST', '/members', someone)).status).toBe(200);
    for (const role of ['operator', 'lead', 'rep', 'auditor'] as const) {
      const other = await memberAt(world, role);
      expect((await other.ask('POST', '/members', { ...someone, login: role })).status).toBe(403);
    }
  });
});

describe('one’s own account', () => {
  test('changes its password and ends the other sessions', async () => {
    const elsewhere = new Visitor(world);
    await elsewhere.signIn('boss', password);
    const wrong = await admin.ask('PUT', '/account/password', { current: 'wrong', next: 'a new long password' });
    expect(wrong.status).toBe(422);
    const changed = await admin.ask('PUT', '/account/password', { current: password, next: 'a new long password' });
    expect(changed.status).toBe(200);
    expect((await admin.ask('GET', '/session')).status).toBe(200);
    expect((await elsewhere.ask('GET', '/session')).status).toBe(401);
    expect((await elsewhere.signIn('boss', password)).status).toBe(401);
    expect((await elsewhere.signIn('boss', 'a new long password')).status).toBe(200);
  });

  test('gets a second factor, which is then asked for and works once, and gives it up again', async () => {
    const { secret, uri, pending } = (await admin.ask('POST', '/account/totp')).body;
    expect(uri).toContain('otpauth://totp/');
    const codeAt = (at: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
    const code = codeAt(world.clock.now());
    const other = await memberAt(world, 'operator');
    expect((await other.ask('PUT', '/account/totp', { pending, code })).status).toBe(422);
    expect((await admin.ask('PUT', '/account/totp', { pending: 'made up', code })).status).toBe(422);
    expect((await admin.ask('PUT', '/account/totp', { pending, code })).status).toBe(200);

    const visitor = new Visitor(world);
    expect((await visitor.signIn('boss', password)).body.type).toContain('totp_needed');
    expect((await visitor.signIn('boss', password, code)).status).toBe(401);
    world.clock.moveTo(world.clock.now() + 60_000);
    expect((await visitor.signIn('boss', password, codeAt(world.clock.now()))).status).toBe(200);

    expect((await admin.ask('DELETE', '/account/totp')).status).toBe(200);
    expect((await new Visitor(world).signIn('boss', password)).status).toBe(200);
  });
});

test('a locked-out only admin is let in again from the server', async () => {
  await world.app.features.access.memberChanges.setPassword(
    { id: 'x', name: 'x', address: '' },
    adminId,
    'forgotten password',
  );
  const made = await world.app.features.access.memberChanges.resetPassword('Boss');
  expect((await new Visitor(world).signIn('boss', made)).status).toBe(200);
  await expect(world.app.features.access.memberChanges.resetPassword('nobody')).rejects.toThrow('nobody');
});

test('sessions that are long over are forgotten at night', async () => {
  world.clock.moveTo(world.clock.now() + 41 * 86_400_000);
  await memberAt(world, 'auditor');
  await world.app.handlers.purge();
  const left = await world.app.dataSource.getRepository(ConsoleSession).find();
  expect(left).toHaveLength(1);
});

test('ten thousand tries to sign in from one place keep nobody else waiting for theirs', async () => {
  const noisy = new Visitor(world, '198.51.100.1');
  let sent = 0;
  const flood = async () => {
    while (sent < 10_000) {
      sent += 1;
      await noisy.signIn(`guess-${sent % 7}`, 'guess');
    }
  };
  const floods = Array.from({ length: 20 }, flood);
  for (let times = 0; times < 10; times += 1) expect((await admin.ask('GET', '/members')).status).toBe(200);
  // A browser that its member signed in from before.
  await admin.ask('DELETE', '/session');
  expect((await admin.signIn('boss', password)).status).toBe(200);
  await Promise.all(floods);
  expect(sent).toBeGreaterThanOrEqual(10_000);
}, 120_000);
