import type { Readable } from 'node:stream';
import Router from 'koa-router';
import { consoleBase } from '../../contract/console/endpoint';
import type { TemplateAssets } from '../../features/templates/assets';
import { deskTexts } from '../../features/templates/desk-texts';
import { CareError } from '../../kernel/errors';
import { actorOf, type Guard } from './guard';

const mostBytes = 10 * 1024 * 1024;

/** Images of templates: the body of an upload is the file itself. */
export function templateAssetRoutes({ guard, assets }: { guard: Guard; assets: TemplateAssets }): Router {
  const router = new Router({ prefix: consoleBase });
  router.post('/template-assets', async (ctx) => {
    const principal = await guard.admit(ctx, { method: 'POST', permission: 'templates.edit' });
    const uploaded = await readWhole(ctx.req, Number(ctx.get('content-length')) || 0);
    const fileName = String(ctx.query['name'] ?? '').slice(0, 100);
    const { id, width, height, bytes } = await assets.add(actorOf(principal, ctx), fileName, uploaded);
    ctx.body = { id, width, height, bytes };
  });
  router.get('/template-assets/:id', async (ctx) => {
    await guard.admit(ctx, { method: 'GET', permission: 'templates.read' });
    const asset = await assets.find(String(ctx.params['id']));
    if (asset === null) throw new CareError('no_asset', deskTexts.noAsset(String(ctx.params['id'])), { status: 404 });
    ctx.set('Cache-Control', 'private, max-age=31536000, immutable');
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.type = asset.contentType;
    ctx.body = await assets.content(asset.id);
  });
  return router;
}

/** Stops reading where it gets too much, whatever the sender said of its length. */
async function readWhole(stream: Readable, said: number): Promise<Buffer> {
  if (said > mostBytes) throw tooLarge();
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(): CareError {
  return new CareError('too_large', deskTexts.uploadTooLarge, { status: 413 });
}
