import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Koa, { type Middleware } from 'koa';
import type { Logger } from 'pino';
import helmet from 'koa-helmet';
import send from 'koa-send';
import { problems } from './middleware/problem';

export interface HttpDeps {
  /** WeCom's callback, before everything else: helmet and the rest cost two thirds of the throughput. */
  callback: Middleware;
  routes: Middleware[];
  /** Folder of the built pages. */
  pagesDir: string;
  /** Page names that are served at `/<name>` and below, e.g. `tasks`. */
  pages: string[];
  /** Origins whose pages may stand in a frame of ours: the sandbox's sign-in. */
  frames: string[];
  /** A reverse proxy of ours stands in front: the address it saw is in the last entry of X-Forwarded-For. */
  trustProxy: boolean;
  logger: Logger;
}

/** The web application. */
export function createHttp(deps: HttpDeps): Koa {
  const app = new Koa({ proxy: deps.trustProxy, maxIpsCount: 1 });
  app.on('error', (error: unknown) => deps.logger.error({ err: error }, 'an answer could not be sent'));
  app.use(deps.callback);
  app.use(problems({ logger: deps.logger }));
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          // antd writes its styles into the page.
          styleSrc: ["'self'", "'unsafe-inline'"],
          // Customers' pictures are WeChat's.
          imgSrc: ["'self'", 'data:', 'https://*.qlogo.cn'],
          frameSrc: ["'self'", ...deps.frames],
          // The sandbox and a first try run on plain HTTP.
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: false,
    }),
  );
  for (const route of deps.routes) app.use(route);
  app.use(pages(deps));
  return app;
}

function pages({ pagesDir, pages: names }: HttpDeps): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path.startsWith('/assets/')) {
      ctx.vary('Accept-Encoding');
      await send(ctx, ctx.path, { root: pagesDir, maxAge: 365 * 86_400_000, immutable: true });
      return;
    }
    if (ctx.path === '/') {
      ctx.redirect(`/${names[0]}`);
      return;
    }
    const name = ctx.path.split('/')[1] ?? '';
    if (!names.includes(name)) return next();
    if (!existsSync(join(pagesDir, name, 'index.html'))) {
      ctx.status = 503;
      ctx.body = '页面还没有构建：请先运行 npm run build';
      return;
    }
    await send(ctx, `${name}/index.html`, { root: pagesDir, maxAge: 0 });
  };
}
