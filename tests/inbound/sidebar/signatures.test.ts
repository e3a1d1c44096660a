import { createHash } from 'node:crypto';
import { startWorld, type World } from '../../support/world';
import { RepPhone } from './rep-phone';

let world: World;
let phone: RepPhone;
beforeEach(async () => {
  world = await startWorld();
  world.rep();
  await world.customer();
  phone = new RepPhone(world);
  await phone.signIn('rep.lin');
});
afterEach(() => world.stop());

const ask = (url: string, identity = 'app') =>
  phone.ask('GET', `/sidebar/api/signature?${new URLSearchParams({ url, identity }).toString()}`);

test('the sidebar is signed with the ticket of the app, or of the corp, and the ticket stays here', async () => {
  const url = `${world.url}/sidebar?from=chat`;
  for (const [identity, call] of [
    ['app', () => world.app.features.wecom.getAgentTicket()],
    ['corp', () => world.app.features.wecom.getCorpTicket()],
  ] as const) {
    const { status, body } = await ask(url, identity);
    expect(status).toBe(200);
    const ticket = await call();
    const text = `jsapi_ticket=${ticket}&noncestr=${body.nonceStr}&timestamp=${body.timestamp}&url=${url}`;
    expect(body.signature).toBe(createHash('sha1').update(text).digest('hex'));
    expect(JSON.stringify(body)).not.toContain(ticket);
    const { corpId, agentId } = world.sandbox.credentials;
    expect(body).toMatchObject({ corpId, agentId });
  }
});

test('WeCom is asked for a ticket once, whoever opens the sidebar', async () => {
  const calls = () => world.sandbox.calls('ticket/get');
  const before = calls();
  await Promise.all(Array.from({ length: 5 }, () => ask(`${world.url}/sidebar`)));
  await ask(`${world.url}/sidebar`);
  expect(calls() - before).toBeLessThanOrEqual(1);
});

test('no other page is signed, and nobody without a session gets a signature', async () => {
  for (const url of [
    'https://elsewhere.example/sidebar',
    `${world.url}/console`,
    `${world.url}/sidebarx`,
    `${world.url}/sidebar/../console`,
    `${world.url}/sidebar#x`,
    `${world.url}.elsewhere.example/sidebar`,
  ]) {
    expect((await ask(url)).status).toBe(403);
  }
  expect((await ask(`${world.url}/sidebar`, 'other')).status).toBe(422);
  expect((await new RepPhone(world).ask('GET', '/sidebar/api/signature')).status).toBe(401);
});
