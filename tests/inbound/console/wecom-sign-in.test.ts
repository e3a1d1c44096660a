import { consoleBase } from '../../../src/contract/console/endpoint';
import { startWorld, type World } from '../../support/world';
import { memberAt } from './console-world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.rep();
  world.rep('rep.wang', '王芳');
  await world.app.features.contacts.sync();
});
afterEach(() => world.stop());

/** A browser that follows no redirect by itself. */
class Browser {
  readonly cookies = new Map<string, string>();

  async go(address: string, agent = 'Mozilla/5.0'): Promise<{ status: number; location: string; text: string }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie, 'user-agent': agent } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
  }

  /** To WeCom's page and back with somebody's code. @returns where the browser ends up */
  async signInAs(who: string, to = '/console/audit'): Promise<string> {
    const start = await this.go(`${world.url}${consoleBase}/wecom/sign-in?to=${encodeURIComponent(to)}`);
    const back = await this.go(`${start.location}&as=${who}`);
    return (await this.go(back.location)).location;
  }

  async whoAmI(): Promise<string | null> {
    const { text } = await this.go(`${world.url}${consoleBase}/session`);
    return (JSON.parse(text) as { member: { login: string } } | null)?.member.login ?? null;
  }

  get refusal(): string {
    return decodeURIComponent(this.cookies.get('jiuban_refusal') ?? '');
  }
}

describe('signing in through WeCom', () => {
  test('lets a member in, whatever the case of their userid, on the page that they wanted', async () => {
    await memberAt(world, 'operator', { login: 'lin', repUserId: 'Rep.Lin' });
    const browser = new Browser();
    expect(await browser.signInAs('rep.lin', '/console/touches?day=2027-01-05')).toBe(
      '/console/touches?day=2027-01-05',
    );
    expect(await browser.whoAmI()).toBe('lin');
    expect(browser.cookies.has('jiuban_state')).toBe(false);
  });

  test('goes to WeCom’s QR page from a browser, and to its silent page inside the client', async () => {
    const start = `${world.url}${consoleBase}/wecom/sign-in`;
    const sso = new URL((await new Browser().go(start)).location);
    expect(sso.pathname).toBe('/wwlogin/sso/login');
    expect(Object.fromEntries(sso.searchParams)).toMatchObject({
      login_type: 'CorpApp',
      appid: world.sandbox.credentials.corpId,
      agentid: String(world.sandbox.credentials.agentId),
      redirect_uri: `${world.url}${consoleBase}/wecom/callback`,
    });
    const inClient = await new Browser().go(start, 'Mozilla/5.0 (Linux) MicroMessenger/7 wxwork/4.1.22');
    expect(inClient.location).toMatch(/\/connect\/oauth2\/authorize\?.*scope=snsapi_base.*#wechat_redirect$/);
  });

  test('refuses with words whom WeCom names but the console does not know, who is disabled, and customers', async () => {
    const outsider = new Browser();
    expect(await outsider.signInAs('rep.wang')).toBe('/console');
    expect(outsider.refusal).toContain('「王芳」还没有开通后台');
    expect(await outsider.whoAmI()).toBeNull();

    const customer = await world.customer();
    const buyer = new Browser();
    await buyer.signInAs(customer);
    expect(buyer.refusal).toContain('店铺员工的后台');
    expect(await buyer.whoAmI()).toBeNull();

    await memberAt(world, 'operator', { login: 'lin', repUserId: 'rep.lin' });
    const { memberChanges, memberList } = world.app.features.access;
    const [lin] = (await memberList.all()).filter(({ member }) => member.login === 'lin');
    await memberChanges.setDisabled({ id: 'x', name: 'x', address: '' }, lin?.member.id ?? '', true);
    const disabled = new Browser();
    await disabled.signInAs('rep.lin');
    expect(disabled.refusal).toContain('已停用');
  });

  test('takes no code of somebody else’s sign-in, no code twice and no state of another browser', async () => {
    await memberAt(world, 'operator', { login: 'lin', repUserId: 'rep.lin' });
    const [victim, thief] = [new Browser(), new Browser()];
    const start = await thief.go(`${world.url}${consoleBase}/wecom/sign-in`);
    const { location } = await thief.go(`${start.location}&as=rep.lin`);
    // The thief sends their own link to the victim, who would work in the thief's account.
    await victim.go(location);
    expect(await victim.whoAmI()).toBeNull();
    expect(victim.refusal).toContain('已过期');
    expect((await thief.go(location)).location).toBe('/console');
    expect(await thief.whoAmI()).toBe('lin');

    const again = new Browser();
    const second = await again.go(`${world.url}${consoleBase}/wecom/sign-in`);
    const state = new URL(second.location).searchParams.get('state');
    const code = new URL(location).searchParams.get('code');
    await again.go(`${world.url}${consoleBase}/wecom/callback?code=${code}&state=${state}`);
    expect(again.refusal).toContain('没有确认这次登录');
  });

  test.each([
    'https://evil.example',
    '//evil.example',
    '/console/../evil',
    '/console//evil.example',
    '/tasks',
    '/console@evil',
  ])('never leads to %s', async (to) => {
    await memberAt(world, 'operator', { login: 'lin', repUserId: 'rep.lin' });
    const location = await new Browser().signInAs('rep.lin', to);
    expect(new URL(location, world.url).origin).toBe(world.url);
    expect(new URL(location, world.url).pathname).toMatch(/^\/console(\/|$)/);
  });

  test('in a visitor’s flood is slowed down for that network alone', async () => {
    const browser = new Browser();
    for (let tries = 0; tries < 61; tries += 1) {
      const start = await browser.go(`${world.url}${consoleBase}/wecom/sign-in`);
      const state = new URL(start.location).searchParams.get('state');
      await browser.go(`${world.url}${consoleBase}/wecom/callback?code=made-up&state=${state}`);
    }
    expect(browser.refusal).toContain('尝试次数过多');
  });

  test('the sandbox’s page sends codes to this machine alone', async () => {
    const start = new URL((await new Browser().go(`${world.url}${consoleBase}/wecom/sign-in`)).location);
    start.searchParams.set('redirect_uri', 'https://evil.example/');
    const refused = await new Browser().go(start.href);
    expect([refused.status, refused.text.includes('redirect_uri')]).toEqual([400, true]);
  });
});
