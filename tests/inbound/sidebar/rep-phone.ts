import type { World } from '../../support/world';

export interface Answer {
  status: number;
  // Each test knows the contract of the route that it asks.
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** A rep's WeCom client with one of our pages open. */
export class RepPhone {
  readonly cookies = new Map<string, string>();

  constructor(private readonly world: World) {}

  /** As the client does before the page is shown: to WeCom and back. @returns where it ends up */
  async signIn(who: string, page = '/sidebar'): Promise<string> {
    const start = await this.go(`${this.world.url}/rep/sign-in?to=${encodeURIComponent(page)}`);
    const address = new URL(start.headers.get('location') ?? '');
    address.searchParams.set('as', who);
    const back = await this.go(address.href);
    return this.comeBack(back.headers.get('location') ?? '');
  }

  async comeBack(address: string): Promise<string> {
    return (await this.go(address)).headers.get('location') ?? '';
  }

  /** @param path of the server */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.go(`${this.world.url}${path}`, {
      method,
      headers: method === 'GET' ? {} : { 'content-type': 'application/json' },
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  }

  get refusal(): string {
    return decodeURIComponent(this.cookies.get('jiuban_rep_refusal') ?? '');
  }

  async go(address: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, cookie };
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
