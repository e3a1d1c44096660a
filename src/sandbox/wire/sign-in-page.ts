import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core';

const authorizePaths = ['/connect/oauth2/authorize', '/wwlogin/sso/login'];
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\//i;

/**
 * The two pages of WeCom that say who somebody is: inside the client, and with a QR code in a browser. Here the visitor
 * picks who they are. @returns false: the request is for something else
 */
export function serveSignIn(core: Core, request: IncomingMessage, response: ServerResponse, url: URL): boolean {
  if (!authorizePaths.includes(url.pathname)) return false;
  const fault = faultOf(core, url);
  const who = url.searchParams.get('as') ?? whoHoldsClient(request, url);
  if (fault) sendPage(response, 400, `<h1>无法登录</h1><p>${fault}</p>`);
  else if (who !== null) response.writeHead(302, { location: backWith(core, url, who) }).end();
  else sendPage(response, 200, choice(core, url));
  return true;
}

/** Inside the client nobody is asked: the sandbox page plays it, and says in a cookie whose it is. */
function whoHoldsClient({ headers }: IncomingMessage, { pathname }: URL): string | null {
  if (pathname !== authorizePaths[0]) return null;
  return /(?:^|; )sandbox_member=([\w.@-]+)/.exec(headers.cookie ?? '')?.[1] ?? null;
}

/** As the platform checks it before it shows anything (wecom-core §6). */
function faultOf(core: Core, { searchParams }: URL): string | null {
  if (searchParams.get('appid') !== core.settings.corpId) return 'appid 参数错误';
  if (searchParams.get('agentid') !== String(core.settings.agentId)) return 'agentid 参数错误';
  if (!loopback.test(searchParams.get('redirect_uri') ?? '')) return 'redirect_uri 参数错误：不是可信域名';
  return /^[A-Za-z0-9]{0,128}$/.test(searchParams.get('state') ?? '') ? null : 'state 参数错误';
}

function backWith(core: Core, { searchParams }: URL, who: string): string {
  const code = core.nextId('code');
  const isMember = core.member(who) !== undefined;
  core.state.login_codes.set(code, {
    userid: isMember ? who : null,
    external_userid: isMember ? null : who,
    issued_at: core.now(),
    used: false,
  });
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('code', code);
  back.searchParams.set('state', searchParams.get('state') ?? '');
  return back.href;
}

function choice(core: Core, url: URL): string {
  const people = [
    ...[...core.state.members.values()]
      .filter(({ status }) => status === 1)
      .map(({ userid, name, position }) => ({ id: userid, words: `${name} · ${position}` })),
    ...[...core.state.contacts.values()].slice(0, 3).map((each) => ({
      id: each.external_userid,
      words: `${each.name} · 客户，不是本企业成员`,
    })),
  ];
  const links = people.map(({ id, words }) => {
    const to = new URLSearchParams(url.searchParams);
    to.set('as', id);
    return `<li><a href="${url.pathname}?${escaped(to.toString())}">${escaped(words)}</a></li>`;
  });
  return `<h1>企业微信 · 沙箱</h1><p>真实环境里在这里扫码。请选择用谁的身份登录：</p><ul>${links.join('')}</ul>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function sendPage(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=UTF-8',
    'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
  });
  response.end(`<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>企业微信登录 · 沙箱</title>
<link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:420px;margin:48px auto;padding:0 16px}
ul{list-style:none;padding:0}a{display:block;padding:12px 0;border-bottom:1px solid #8884;color:inherit}</style>
${body}</html>`);
}
