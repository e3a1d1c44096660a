import type { Context } from 'koa';

/** Where WeCom says who somebody is, and who we are to it. */
export interface WecomPages {
  corpId: string;
  agentId: number;
  /** WeCom's page inside its client (wecom-core §6.1). */
  oauthUrl: string;
  /** WeCom's page with the QR code, for browsers (§6.2). */
  ssoUrl: string;
  /** Ours, as WeCom's 可信域名 knows it; null: where the visitor is, which is the sandbox's. */
  publicUrl: string | null;
}

/** Where the visitor reaches us. */
export function ownUrl(ctx: Context, { publicUrl }: Pick<WecomPages, 'publicUrl'>): string {
  return publicUrl ?? `${ctx.protocol}://${ctx.host}`;
}

/** Inside the client nobody is asked anything: WeCom knows who holds the phone. */
export function oauthAddress(pages: WecomPages, back: string, state: string): string {
  const fields = { ...common(pages, back, state), response_type: 'code', scope: 'snsapi_base' };
  return `${pages.oauthUrl}?${query(fields)}#wechat_redirect`;
}

export function ssoAddress(pages: WecomPages, back: string, state: string): string {
  return `${pages.ssoUrl}?${query({ login_type: 'CorpApp', ...common(pages, back, state), lang: 'zh' })}`;
}

function common({ corpId, agentId }: WecomPages, back: string, state: string) {
  return { appid: corpId, redirect_uri: back, state, agentid: String(agentId) };
}

function query(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString();
}
