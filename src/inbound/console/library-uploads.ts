import Router from 'koa-router';
import { z } from 'zod';
import { consoleBase } from '../../contract/console/endpoint';
import { libraryWords } from '../../contract/library-entry';
import type { Principal } from '../../features/access/sessions';
import type { DocumentDesk } from '../../features/library/document-desk';
import type { LibraryMember } from '../../features/library/library-member';
import { CareError } from '../../kernel/errors';
import { mostDocumentBytes, mostMegabytes, readDocument } from '../documents/read-document';
import { documentTexts } from '../documents/texts';
import { actorOf, type Guard } from './guard';
import { documentView, refuseOthers } from './library-routes';

const querySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    // The ending says what it is.
    .transform((name) => (name.length <= 100 ? name : `${name.slice(0, 90)}…${name.slice(-9)}`)),
  folder: libraryWords('文件夹', 40).default('资料'),
});

/** Documents for the library on their way in, the body being the file itself. */
export function libraryUploads(deps: {
  guard: Guard;
  documentDesk: DocumentDesk;
  memberOf: (principal: Principal) => Promise<LibraryMember>;
}): Router {
  const router = new Router({ prefix: consoleBase });
  router.post('/library/documents', async (ctx) => {
    const principal = await deps.guard.admit(ctx, { method: 'POST', permission: 'library.edit' });
    await refuseOthers(deps.memberOf(principal));
    const asked = querySchema.safeParse({ ...ctx.query });
    if (!asked.success) throw new CareError('bad_request', asked.error.issues[0]?.message ?? 'name', { status: 400 });
    const said = Number(ctx.get('content-length')) || 0;
    // Who sends too much still reads the answer: the connection is not torn down, the rest falls away.
    const pieces = ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    const bytes = await gather(pieces, said).finally(() => ctx.req.resume());
    const read = await readDocument(asked.data.name, bytes);
    const kept = await deps.documentDesk.keep(actorOf(principal, ctx), { ...read, folder: asked.data.folder });
    ctx.body = JSON.stringify(documentView(kept));
    ctx.type = 'json';
  });
  return router;
}

/** @param said the length that the sender names; 0: none */
async function gather(bytes: AsyncIterable<Buffer>, said: number): Promise<Buffer> {
  if (said > mostDocumentBytes) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > mostDocumentBytes) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLarge(): CareError {
  return new CareError('too_large', documentTexts.tooLarge(mostMegabytes), { status: 413 });
}
