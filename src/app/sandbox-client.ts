import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { projectRoot } from './project-root';

const script = 'sandbox/wecom-client/main.ts';
const manifestSchema = z.record(z.string(), z.looseObject({ file: z.string() }));

/** The sidebar in a frame of the sandbox page: the stand-in of the WeCom client comes before the page's own scripts. */
export function sidebarInFrame(): Middleware {
  let page: string | null = null;
  return async (ctx, next) => {
    if (ctx.method !== 'GET' || ctx.path !== '/sidebar' || ctx.get('sec-fetch-dest') !== 'iframe') return next();
    page ??= pageWithClient(join(projectRoot(), 'dist', 'client'));
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'html';
    ctx.body = page;
  };
}

function pageWithClient(folder: string): string {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')));
  const { file } = manifest[script] ?? { file: '' };
  const page = readFileSync(join(folder, 'sidebar/index.html'), 'utf8');
  return page.replace('<script', `<script type="module" src="/${file}"></script><script`);
}
