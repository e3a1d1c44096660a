import type { Context } from 'koa';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Why a request must not be served: a page elsewhere may not reach the sandbox through the visitor's browser. */
export function whyForbidden(ctx: Context): { status: number; title: string } | undefined {
  if (!loopback.test(ctx.get('host'))) return { status: 403, title: '沙箱只接受本机地址' };
  const origin = ctx.get('origin');
  if (origin !== '' && !isLoopbackOrigin(origin)) return { status: 403, title: '沙箱只接受本机页面' };
  if (ctx.method === 'POST' && !ctx.is('application/json')) return { status: 415, title: '请以 application/json 提交' };
  return undefined;
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && loopback.test(new URL(origin).host);
}
