import { randomBytes } from 'node:crypto';
import { consoleBase, csrfHeader } from '../../../src/contract/console/endpoint';
import type { Role } from '../../../src/contract/console/permissions';
import { systemActor } from '../../../src/features/access/audit-trail';
import type { NewMember } from '../../../src/features/access/members';
import type { World } from '../../support/world';

export interface Answer {
  status: number;
  // Each test knows the contract of the route that it asks.
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** Somebody at the console, with the cookies of their browser. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  csrfToken = '';

  constructor(
    private readonly world: World,
    /** As the proxy in front tells it. */
    private readonly address = '127.0.0.1',
  ) {}

  async signIn(login: string, password: string, totp?: string): Promise<Answer> {
    const answer = await this.ask('POST', '/session', { login, password, ...(totp ? { totp } : {}) });
    if (answer.status === 200) this.csrfToken = answer.body.csrfToken;
    return answer;
  }

  /** @param path below `/api/v1/console` */
  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const change: Record<string, string> =
      method === 'GET' ? {} : { 'content-type': 'application/json', [csrfHeader]: this.csrfToken };
    const text = method === 'GET' ? undefined : JSON.stringify(body ?? {});
    const response = await this.fetch(method, `${consoleBase}${path}`, { ...change, ...headers }, text);
    return { status: response.status, body: await response.json().catch(() => null) };
  }

  /** Any request with the browser's cookies. @param path of the server */
  async fetch(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Response> {
    const response = await fetch(`${this.world.url}${path}`, {
      method,
      headers: {
        cookie: this.cookieHeader,
        'x-forwarded-for': this.address,
        ...headers,
      },
      body,
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** For requests that are no JSON. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The same session in a browser elsewhere: what a thief of cookies has. */
  stolenAt(address: string): Visitor {
    const thief = new Visitor(this.world, address);
    for (const [name, value] of this.cookies) thief.cookies.set(name, value);
    thief.csrfToken = this.csrfToken;
    return thief;
  }
}

export const password = 'a long enough password';

/** A member with a password, signed in. */
export async function memberAt(world: World, role: Role, more: Partial<NewMember> = {}): Promise<Visitor> {
  const login = more.login ?? `${role}-${randomBytes(3).toString('hex')}`;
  await world.app.features.access.members.add(systemActor, {
    name: login,
    role,
    maySend: false,
    repUserId: null,
    departmentIds: [],
    password,
    ...more,
    login,
  });
  const visitor = new Visitor(world);
  const { status } = await visitor.signIn(login, password);
  if (status !== 200) throw new Error(`${login} cannot sign in: ${status}`);
  return visitor;
}
