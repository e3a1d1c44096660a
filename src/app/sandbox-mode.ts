import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Middleware } from 'koa';
import Router from 'koa-router';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CareError } from '../kernel/errors';
import { touchView } from '../inbound/api/views';
import { saveRows } from '../inbound/rows/save-rows';
import { playTitle } from '../kernel/play-titles';
import type { Instant } from '../kernel/ports';
import type { MovableClock } from '../outbound/clock';
import { isSqliteUrl, sqlitePath } from '../outbound/database/options';
import { sampleShop } from '../sandbox/sample-shop';
import { Sandbox } from '../sandbox/sandbox';
import { type App, middlewareOf } from './compose';
import type { Config, WecomCredentials } from './config';
import type { Features } from './features';
import { libraryRowsOf, readLibraryFolder } from './library-folder';
import { projectRoot } from './project-root';
import { sidebarInFrame } from './sandbox-client';
import { walkClockTo } from './walk-clock';

const saveEveryMs = 2_000;
/** So far may a restart find the clock behind, although nothing else has changed. */
const staleMs = 20_000;

const savedSchema = z.object({
  wecomUrl: z.string(),
  now: z.number(),
  platform: z.string(),
});
type Saved = z.infer<typeof savedSchema>;

/** What the CLI needs to reach the sandbox of a running server. */
export interface SandboxAccess {
  wecomUrl: string;
  credentials: WecomCredentials;
  now: Instant;
}

/** The WeCom stand-in of a server without credentials: it lives with the database and keeps its state beside it. */
export class SandboxMode {
  readonly sandbox: Sandbox;
  wecomUrl = '';
  private app: App | null = null;
  private savedVersion = -1;
  private savedAt: Instant = 0;
  private saving: NodeJS.Timeout | null = null;
  private moving: Promise<void> = Promise.resolve();

  constructor(private readonly deps: { config: Config; clock: MovableClock; logger: Logger }) {
    const { config, clock } = deps;
    const saved = readSaved(config.databaseUrl);
    // Beyond CLOCK_START too: what this world has lived through stays behind it.
    if (saved) clock.moveTo(saved.now);
    this.sandbox = new Sandbox({
      clock,
      seed: saved === null,
      onMoveClock: (to) => this.moveClock(to),
      onPurchase: (purchase) => this.buy(purchase),
    });
    if (saved) this.sandbox.restore(saved.platform);
  }

  async start(): Promise<void> {
    ({ url: this.wecomUrl } = await this.sandbox.start());
  }

  /** Connects the platform to the listening server, and fills an empty shop. */
  async attach(app: App, port: number): Promise<void> {
    this.app = app;
    this.sandbox.setCallbackUrl(`http://127.0.0.1:${port}/wecom/callback`);
    const isNew = await this.fillShop(app.features);
    await app.jobs.ring({ name: 'plan', id: 'plan-shop' });
    if (isNew) {
      // The first visitor finds the reps told of their day, when it is an hour for that.
      await app.jobs.settle();
      await app.jobs.ring({ name: 'digest', id: 'digest-shop' });
    }
    this.save();
    this.saving = setInterval(() => this.save(), saveEveryMs).unref();
  }

  routes(features: Features): Middleware[] {
    const router = new Router({ prefix: '/sandbox/api' });
    router.get('/products', async (ctx) => {
      ctx.body = await features.commerce.listProducts();
    });
    router.get('/touches', async (ctx) => {
      const { externalUserId } = z.object({ externalUserId: z.string().min(1) }).parse(ctx.query);
      const { items } = await touchesOf(features, externalUserId);
      ctx.body = { touches: items.map((touch) => ({ ...touchView(touch), playTitle: playTitle(touch.play) })) };
    });
    return [sidebarInFrame(), this.waitForShop(), this.sandbox.controlRouter('/sandbox/api'), middlewareOf(router)];
  }

  /** Nobody acts before the platform knows where its callbacks go and the shop has its goods. */
  private waitForShop(): Middleware {
    return async (ctx, next) => {
      if (ctx.path.startsWith('/sandbox/api/') && !this.saving) {
        throw new CareError('not_started', '沙箱正在准备，请稍等', { status: 503 });
      }
      await next();
    };
  }

  async stop(): Promise<void> {
    if (this.saving) clearInterval(this.saving);
    await this.moving;
    this.savedVersion = -1;
    this.save();
    await this.sandbox.stop();
  }

  /** Moves the whole world forward, stopping where its days have something to do. */
  private moveClock(to: Instant): Promise<void> {
    this.moving = this.moving.then(() => this.walkTo(to));
    return this.moving;
  }

  private async walkTo(to: Instant): Promise<void> {
    const { app, sandbox } = this;
    if (!app) throw new CareError('not_started', 'the server has not started yet');
    await walkClockTo({ app, sandbox, clock: this.deps.clock, zone: this.deps.config.zone }, to);
    this.savedVersion = -1;
    this.save();
  }

  /** Bought in the shop and taken home: delivered at once. */
  private async buy(purchase: { externalUserId: string; sku: string; quantity: number }): Promise<void> {
    const { app, deps } = this;
    const product = (await app?.features.commerce.listProducts())?.find(({ sku }) => sku === purchase.sku);
    if (!app || !product) throw new CareError('unknown_product', `没有编号为 ${purchase.sku} 的商品`, { status: 422 });
    const unitPriceCents = product.priceCents ?? 0;
    const now = deps.clock.now();
    const order = {
      orderNo: `S${now.toString(36).toUpperCase()}`,
      externalUserId: purchase.externalUserId,
      paidAt: now,
      deliveredAt: now,
      items: [{ sku: product.sku, name: product.name, quantity: purchase.quantity, unitPriceCents }],
      totalCents: unitPriceCents * purchase.quantity,
      status: 'delivered' as const,
    };
    const [saved] = await app.features.commerce.saveOrders([order], 'api');
    const fault = saved?.errors?.[0];
    if (fault) throw new CareError('order_refused', fault.message, { status: 422 });
    await app.jobs.ring({ name: 'plan', id: `plan-${order.orderNo}` });
  }

  /** @returns false when it was full already */
  private async fillShop(features: Features): Promise<boolean> {
    if ((await features.commerce.listProducts()).length > 0) return false;
    const shop = sampleShop(this.deps.clock.now());
    await features.contacts.sync();
    await saveRows('products', shop.products, features, 'api');
    await saveRows('customers', shop.customers, features, 'api');
    await saveRows('orders', shop.orders, features, 'api');
    for (const kind of ['knowledge', 'scripts'] as const) {
      const entries = readLibraryFolder(join(projectRoot(), 'config', 'sample-library', kind));
      await saveRows(kind, libraryRowsOf(entries), features, 'import');
    }
    return true;
  }

  private save(): void {
    const path = savedPath(this.deps.config.databaseUrl);
    const { version } = this.sandbox;
    if (!path) return;
    const now = this.deps.clock.now();
    if (version === this.savedVersion && now - this.savedAt < staleMs) return;
    const saved: Saved = { wecomUrl: this.wecomUrl, now, platform: this.sandbox.snapshot() };
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(saved), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    this.savedVersion = version;
    this.savedAt = now;
  }
}

/** A friend of this very moment, of whom no event was served yet, has none. */
function touchesOf(features: Features, externalUserId: string) {
  return features.profiles.pageTouches(externalUserId, { limit: 50 }).catch((error: unknown) => {
    if (error instanceof CareError && error.code === 'unknown_customer') return { items: [] };
    throw error;
  });
}

/** The sandbox of the server that runs on this database, for a CLI command beside it; null: none ever ran. */
export function sandboxAccess(databaseUrl: string): SandboxAccess | null {
  const saved = readSaved(databaseUrl);
  if (!saved) return null;
  const { credentials } = new Sandbox({ clock: { now: () => saved.now } });
  return { wecomUrl: saved.wecomUrl, now: saved.now, credentials };
}

function savedPath(databaseUrl: string): string | null {
  if (!isSqliteUrl(databaseUrl)) return null;
  const path = sqlitePath(databaseUrl);
  return path === ':memory:' ? null : `${path}.sandbox.json`;
}

function readSaved(databaseUrl: string): Saved | null {
  const path = savedPath(databaseUrl);
  if (!path || !existsSync(path)) return null;
  return savedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
