import type { WecomPages } from '../inbound/wecom-pages';
import { oauthPath, ssoPath } from './config';
import type { FeatureParts } from './features';

/** Where WeCom asks who somebody is, and where it sends them back to; in the sandbox, the sandbox's pages. */
export function wecomPagesOf({ config, credentials: { corpId, agentId }, wecomUrl }: FeatureParts): WecomPages {
  const { wecom, publicUrl, wecomOauthUrl: oauthUrl, wecomSsoUrl: ssoUrl } = config;
  if (wecom) return { corpId, agentId, publicUrl, oauthUrl, ssoUrl };
  return { corpId, agentId, publicUrl: null, oauthUrl: `${wecomUrl}${oauthPath}`, ssoUrl: `${wecomUrl}${ssoPath}` };
}
