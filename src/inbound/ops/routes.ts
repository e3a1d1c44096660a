import Router from 'koa-router';
import type { Metrics } from './metrics';

export interface Dependency {
  name: string;
  /** Resolves to what is wrong, or null when it works. */
  check: () => Promise<string | null>;
}

/** `/healthz`: the process lives. `/readyz`: everything it leans on answers. `/metrics`: Prometheus text. */
export function opsRoutes(deps: { dependencies: Dependency[]; metrics: Metrics; isStopping: () => boolean }): Router {
  const router = new Router();

  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });

  router.get('/readyz', async (ctx) => {
    const faults = await Promise.all(deps.dependencies.map((dependency) => dependency.check().catch(String)));
    const states = deps.dependencies.map(({ name }, index) => [name, faults[index] ?? 'ok'] as const);
    const ready = !deps.isStopping() && faults.every((fault) => fault === null);
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not ready', dependencies: Object.fromEntries(states) };
  });

  router.get('/metrics', async (ctx) => {
    ctx.type = deps.metrics.registry.contentType;
    ctx.body = await deps.metrics.registry.metrics();
  });

  return router;
}
