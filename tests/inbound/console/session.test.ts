import { consoleEndpoints } from '../../../src/contract/console/endpoints';
import { roles } from '../../../src/contract/console/permissions';
import { shippedRights } from '../../../src/kernel/role-rights';
import { permissionsOf } from '../../../src/features/access/roles';
import { startWorld, type World } from '../../support/world';
import { memberAt, password, Visitor } from './console-world';

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { TRUST_PROXY: 'true' } });
});
afterAll(() => world.stop());

describe('a member who signs in', () => {
  test('learns who they are and what they may do, and is nobody again after signing out', async () => {
    const admin = await memberAt(world, 'admin', { maySend: true });
    const { status, body } = await admin.ask('GET', '/session');
    expect(status).toBe(200);
    expect(body.member.role).toBe('admin');
    expect(body.permissions).toContain('send.approve');
    expect((await admin.ask('DELETE', '/session')).status).toBe(200);
    expect(await admin.ask('GET', '/session')).toEqual({ status: 200, body: null });
  });

  test('with a wrong password is told no more than a stranger', async () => {
    await memberAt(world, 'operator', { login: 'known' });
    const wrong = await new Visitor(world, '10.1.1.1').signIn('known', 'not the password');
    const stranger = await new Visitor(world, '10.1.1.1').signIn('nobody-at-all', 'not the password');
    expect([wrong.status, stranger.status]).toEqual([401, 401]);
    expect(wrong.body.detail).toBe(stranger.body.detail);
  });

  test('gets cookies that no script reads and no other site sends with a post', async () => {
    await memberAt(world, 'admin', { login: 'cookies' });
    const response = await fetch(`${world.url}/api/v1/console/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'cookies', password }),
    });
    const lines = response.headers.getSetCookie();
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax/);
  });
});

describe('a session', () => {
  test('that turns up in another network is ended, for its owner too', async () => {
    const admin = await memberAt(world, 'admin');
    const stolen = await admin.stolenAt('203.0.113.9').ask('GET', '/session');
    expect(stolen.status).toBe(401);
    expect(stolen.body.type).toContain('session_moved');
    expect((await admin.ask('GET', '/session')).status).toBe(401);
  });

  test('changes nothing without its token', async () => {
    const admin = await memberAt(world, 'admin');
    admin.csrfToken = '';
    const refused = await admin.ask('DELETE', '/session');
    expect(refused.status).toBe(403);
    expect(refused.body.type).toContain('csrf');
    expect((await admin.ask('GET', '/session')).status).toBe(200);
  });

  test('is over after an hour unused, and after twelve hours in any case', async () => {
    const idle = await memberAt(world, 'admin');
    world.clock.moveTo(world.clock.now() + 61 * 60_000);
    expect((await idle.ask('GET', '/session')).body.type).toContain('session_expired');
    const busy = await memberAt(world, 'admin');
    for (let hour = 0; hour < 12; hour += 0.5) {
      expect((await busy.ask('GET', '/session')).status).toBe(200);
      world.clock.moveTo(world.clock.now() + 30 * 60_000);
    }
    world.clock.moveTo(world.clock.now() + 60_000);
    expect((await busy.ask('GET', '/session')).status).toBe(401);
  });
});

describe('wrong tries', () => {
  test('are stopped after five for a network, and never lock out who signed in before', async () => {
    const owner = await memberAt(world, 'admin', { login: 'hunted' });
    await owner.ask('DELETE', '/session');
    const thief = new Visitor(world, '198.51.100.1');
    const answers = [];
    for (let tries = 0; tries < 7; tries += 1) answers.push((await thief.signIn('hunted', `guess ${tries}`)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    // From everywhere at once.
    for (let network = 0; network < 20; network += 1) {
      await new Visitor(world, `198.51.${network}.7`).signIn('hunted', 'guess');
    }
    expect((await new Visitor(world, '192.0.2.1').signIn('hunted', 'guess')).status).toBe(429);
    expect((await owner.signIn('hunted', password)).status).toBe(200);
  }, 60_000);
});

describe('every route', () => {
  const open = Object.entries(consoleEndpoints).filter(([, { permission }]) => permission !== 'anyone');
  const filled = (path: string) => path.replace(/:\w+/g, 'nothing-of-this-name');

  test.each(open)('%s wants a session', async (_name, { method, path }) => {
    expect((await new Visitor(world).ask(method, filled(path))).status).toBe(401);
  });

  test('changes nothing without the page’s token', async () => {
    const admin = await memberAt(world, 'admin', { maySend: true });
    admin.csrfToken = '';
    for (const [name, { method, path }] of open) {
      if (method === 'GET') continue;
      const { status, body } = await admin.ask(method, filled(path));
      expect([name, status, body?.type]).toEqual([name, 403, 'urn:jiuban:problem:csrf']);
    }
  });

  test('asks again who is there, ten minutes after the sign-in, before what cannot be taken back', async () => {
    const admin = await memberAt(world, 'admin', { maySend: true });
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    const guarded = open.filter(([, { freshProof }]) => freshProof);
    for (const [name, { method, path }] of guarded) {
      const { status, body } = await admin.ask(method, filled(path));
      expect([name, status, body?.type]).toEqual([name, 403, 'urn:jiuban:problem:proof_needed']);
    }
    const names = guarded.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['approveTemplate', 'rollBackTemplate', 'editMember']));
  });

  test.each(roles)('lets the role %s in just where it is allowed', async (role) => {
    const visitor = await memberAt(world, role);
    const rights: string[] = permissionsOf({ role, maySend: false }, shippedRights);
    for (const [name, { method, path, permission }] of open) {
      // Signing out ends the walk.
      if (permission === 'signed-in') continue;
      const { status, body } = await visitor.ask(method, filled(path));
      const isRefused = status === 403 && String(body?.type).endsWith(':forbidden');
      expect([name, isRefused]).toEqual([name, !rights.includes(permission)]);
      expect([name, status < 500]).toEqual([name, true]);
    }
  });
});

describe('the page', () => {
  test('runs no script but its own, is framed by nobody and guessed at by no browser', async () => {
    const { headers } = await fetch(`${world.url}/console`);
    const policy = headers.get('content-security-policy') ?? '';
    const directives = new Map(policy.split(';').map((each) => [each.split(' ')[0], each]));
    expect(directives.get('script-src')).toBe("script-src 'self'");
    expect(directives.get('script-src-attr')).toBe("script-src-attr 'none'");
    expect(directives.get('object-src')).toBe("object-src 'none'");
    expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('of a shop behind HTTPS has cookies that are bound to its very host', async () => {
    const shop = await startWorld({ environment: { PUBLIC_URL: 'https://care.example', TRUST_PROXY: 'true' } });
    try {
      const admin = await memberAt(shop, 'admin', { login: 'boss' });
      const answer = await admin.fetch(
        'POST',
        '/api/v1/console/session',
        { 'content-type': 'application/json' },
        JSON.stringify({ login: 'boss', password }),
      );
      for (const line of answer.headers.getSetCookie()) {
        expect(line).toMatch(
          /^__Host-jiuban_(session|device)=.*; Path=\/; HttpOnly; SameSite=Lax(; Max-Age=\d+)?; Secure$/,
        );
      }
      expect(answer.headers.getSetCookie()).toHaveLength(2);
    } finally {
      await shop.stop();
    }
  });
});
