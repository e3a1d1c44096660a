import Router from 'koa-router';
import type { z } from 'zod';
import { type ChatMessage, sidebarRequests, type touchMessagesSchema } from '../../contract/sidebar';
import type { RepActs } from '../../features/outreach/rep-acts';
import type { TodayList } from '../../features/outreach/today-list';
import type { TemplateAssets } from '../../features/templates/assets';
import type { TemplateAttachments } from '../../features/templates/attachments';
import { CareError } from '../../kernel/errors';
import type { AttachmentRef } from '../../model/template-asset';
import type { RepSessions } from '../rep/rep-sessions';
import { prepare, read } from '../rep/requests';
import { ownUrl, type WecomPages } from '../wecom-pages';

export interface TouchRouteDeps {
  sessions: RepSessions;
  acts: RepActs;
  today: TodayList;
  attachments: Pick<TemplateAttachments, 'of'>;
  assets: Pick<TemplateAssets, 'find' | 'content' | 'mediaId'>;
  wecomPages: WecomPages;
}

/** A touch on its way through a chat: asked before, marked as 已发 by the task list's own route after. */
export function sidebarTouchRoutes(deps: TouchRouteDeps): Router {
  const router = new Router({ prefix: '/sidebar/api' });
  router.get('/assets/:id', async (ctx) => {
    // The client fetches it without the rep's cookie; who knows the hash has the image.
    const asset = await deps.assets.find(String(ctx.params.id));
    if (asset === null) throw new CareError('no_asset', 'no such image', { status: 404 });
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.type = asset.contentType;
    ctx.body = await deps.assets.content(asset.id);
  });
  prepare(router);
  router.post('/touches/:id/messages', async (ctx) => {
    const repUserId = await deps.sessions.read(ctx);
    const id = String(ctx.params.id);
    const { text } = read(sidebarRequests.messages, ctx.request.body ?? {});
    const { done, message } = await deps.acts.beforeSending(id, repUserId, text);
    const { touch } = await deps.today.itemFor(repUserId, id);
    const rest = done ? await deps.attachments.of(touch.template) : [];
    const messages: ChatMessage[] = done ? [{ kind: 'text', text: (text ?? touch.text).trim() }] : [];
    for (const ref of rest) messages.push(await messageOf(ref, `${ownUrl(ctx, deps.wecomPages)}/sidebar/api`, deps));
    ctx.body = { done, message, messages } satisfies z.infer<typeof touchMessagesSchema>;
  });
  return router;
}

async function messageOf(
  ref: AttachmentRef,
  base: string,
  { assets }: Pick<TouchRouteDeps, 'assets'>,
): Promise<ChatMessage> {
  if (ref.kind === 'image') return { kind: 'image', mediaId: await assets.mediaId(ref.asset) };
  if (ref.kind === 'link') return { kind: 'link', title: ref.title, url: ref.url, description: ref.description ?? '' };
  const { appId, title, page, asset } = ref;
  const imageUrl = `${base}/assets/${asset}`;
  return { kind: 'miniprogram', appId, title, page: withHtml(page), imageUrl };
}

/** `pages/shop?id=1` as `pages/shop.html?id=1`. */
function withHtml(page: string): string {
  const [path = '', ...query] = page.split('?');
  return [path.endsWith('.html') ? path : `${path}.html`, ...query].join('?');
}
