import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Middleware } from 'koa';
import type Router from 'koa-router';
import type { DataSource } from 'typeorm';
import { systemActor } from '../features/access/audit-trail';
import { apiRoutes } from '../inbound/api/routes';
import { callbackHandlers } from '../inbound/callback/handlers';
import { Inbox } from '../inbound/callback/inbox';
import { InboxUpkeep } from '../inbound/callback/inbox-upkeep';
import { callbackRoute } from '../inbound/callback/route';
import { InboxWorker } from '../inbound/callback/worker';
import type { Doctor } from '../inbound/doctor/doctor';
import { createHttp } from '../inbound/http';
import { schedule } from '../inbound/jobs/schedule';
import { Scheduler } from '../inbound/jobs/scheduler';
import { workers } from '../inbound/jobs/workers';
import { Metrics } from '../inbound/ops/metrics';
import { opsRoutes } from '../inbound/ops/routes';
import { CareError } from '../kernel/errors';
import type { JobRequest, Jobs } from '../kernel/ports';
import { openDatabase } from '../outbound/database/open-database';
import { databaseName } from '../outbound/database/options';
import { BullmqJobs } from '../outbound/jobs/bullmq-jobs';
import { InProcessJobs } from '../outbound/jobs/in-process-jobs';
import { TryLimits } from '../outbound/try-limits';
import type { Config } from './config';
import { doctorOf } from './doctor';
import { consoleRoutesOf } from './console-routes';
import { projectRoot, projectVersion } from './project-root';
import { repRoutesOf } from './rep-routes';
import { readBundle } from './template-folder';
import { buildFeatures, type FeatureParts, type Features } from './features';

export interface Parts extends FeatureParts {
  /** Further routes: the sandbox's. */
  routes?: (features: Features) => Middleware[];
}

/** Builds the whole application on an open database; nothing runs and nothing listens yet. */
export async function compose(parts: Parts): Promise<App> {
  const dataSource = await openDatabase(parts.config.databaseUrl);
  const metrics = new Metrics();
  const jobs = await jobsOf(parts.config, (job, error) => {
    metrics.countJob(job.name, 'failed');
    parts.logger.warn({ job: job.name, err: error }, 'a job failed; the next sweep takes up what it left');
  });
  const limits = await limitsOf(parts.config);
  const app = new App(parts, { dataSource, jobs, limits, metrics });
  // Before the first plan, of a command too.
  await app.features.liveSettings.refresh();
  return app;
}

/** How long a node that has no job to do may go by settings, and by a library, that were changed on another. */
const followEveryMs = 5_000;

/** What the application is built on, open already. */
interface Ways {
  dataSource: DataSource;
  jobs: Jobs;
  limits: TryLimits;
  metrics: Metrics;
}

/** The application: what it is made of, and its start and stop. */
export class App {
  readonly jobs: Jobs;
  readonly features: Features;
  readonly doctor: Doctor;
  readonly scheduler: Scheduler;
  readonly handlers: ReturnType<typeof workers>;
  readonly dataSource: DataSource;
  private readonly limits: TryLimits;
  private readonly metrics: Metrics;
  private readonly inboxWorker: InboxWorker;
  private readonly ring: (job: JobRequest) => void;
  private server: Server | null = null;
  private followTimer: NodeJS.Timeout | null = null;
  private starting: Promise<unknown> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly parts: Parts,
    { dataSource, jobs, limits, metrics }: Ways,
  ) {
    const { config, clock, logger } = parts;
    this.dataSource = dataSource;
    this.limits = limits;
    this.metrics = metrics;
    this.jobs = jobs;
    this.ring = (job) => void this.jobs.ring(job);
    this.features = buildFeatures(parts, { dataSource, ring: this.ring, limitOf: limits.limitOf });
    this.doctor = doctorOf(this.features, parts);
    this.inboxWorker = new InboxWorker({
      dataSource,
      clock,
      vault: this.features.vault,
      logger,
      handlers: callbackHandlers({ ...this.features, dataSource, logger }),
      metrics: this.metrics.callbacks,
      afterCommit: ({ kind }) => {
        // What was said at the kf, or else what the event had us say.
        const job = kind.startsWith('kf.') ? 'kf' : 'app-messages';
        this.ring({ name: job, id: `${job}-inbox` });
      },
    });
    const inboxUpkeep = new InboxUpkeep({ dataSource });
    this.metrics.watch('jiuban_inbox_events', 'Callback events by state', async () => {
      const { waiting, parked } = await inboxUpkeep.stats();
      return { waiting, parked };
    });
    this.handlers = workers({
      ...this.features,
      ...this.features.access,
      ...this.features.reports,
      inboxWorker: this.inboxWorker,
      inboxUpkeep,
      clock,
      zone: config.zone,
    });
    this.scheduler = new Scheduler({
      dataSource,
      jobs: this.jobs,
      clock,
      zone: config.zone,
      entries: schedule,
      onFault: (error) =>
        logger.error({ err: error }, 'the timetable could not be read; it is tried again in a minute'),
    });
  }

  /** Shelves the texts, opens the port, takes up what was left, and follows the timetable. */
  start(): Promise<{ port: number }> {
    const started = this.bringUp();
    this.starting = started.catch(() => undefined);
    return started;
  }

  private async bringUp(): Promise<{ port: number }> {
    const { config } = this.parts;
    const port = config.roles.includes('web') ? await this.listen() : 0;
    await this.shelveTemplates();
    if (this.stopping) return { port };
    this.followTimer = setInterval(
      () => void this.refreshSettings().then(() => this.followLibrary()),
      followEveryMs,
    ).unref();
    if (config.roles.includes('worker')) await this.jobs.start(this.counted());
    if (config.roles.includes('scheduler')) {
      this.scheduler.start();
      await this.scheduler.ringDue();
    }
    this.ring({ name: 'inbox', id: 'inbox-start' });
    this.ring({ name: 'sync', id: 'sync-start' });
    this.ring({ name: 'plan', id: 'plan-start' });
    this.ring({ name: 'batches', id: 'batches-start' });
    return { port };
  }

  /** Ships the texts of the folder; a faulty one is named and left out. */
  async shelveTemplates(): Promise<void> {
    const shipped = readBundle(join(projectRoot(), 'templates'));
    await this.features.templateDesk.bundles.takeIn(systemActor, shipped, true);
  }

  /** Takes no more work, gives what is in flight up to 8 s, and closes. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.starting;
    if (this.followTimer) clearInterval(this.followTimer);
    await this.scheduler.stop();
    this.features.batchRunner.stop();
    // Side by side: a client that does not hang up must not eat the time of what is in flight.
    await Promise.all([this.closeServer(), this.jobs.stop(8_000), this.inboxWorker.stop(8_000)]);
    this.limits.stop();
    await this.dataSource.destroy();
  }

  private counted(): ReturnType<typeof workers> {
    const counted = Object.entries(this.handlers).map(([name, handle]) => [
      name,
      async () => {
        // The inbox's bell rings with every callback; the timer is enough for it.
        if (name !== 'inbox') await this.refreshSettings();
        await handle();
        this.metrics.countJob(name, 'done');
      },
    ]);
    // The same names, each with a handler around its own.
    return Object.fromEntries(counted) as ReturnType<typeof workers>;
  }

  private async refreshSettings(): Promise<void> {
    await this.features.liveSettings.refresh().catch((err: unknown) => {
      this.parts.logger.warn({ err }, 'settings could not be read again: those known still hold');
    });
  }

  private async followLibrary(): Promise<void> {
    await this.features.library.follow().catch((err: unknown) => {
      this.parts.logger.warn({ err }, 'the library could not be read again: what was known of it is searched');
    });
  }

  private async listen(): Promise<number> {
    const { config, logger, wecomUrl } = this.parts;
    const http = createHttp({
      callback: this.callback(),
      routes: this.routes(),
      pagesDir: join(projectRoot(), 'dist', 'client'),
      pages: this.parts.routes ? ['sandbox', 'tasks', 'sidebar', 'console'] : ['console', 'tasks', 'sidebar'],
      frames: config.wecom ? [] : [wecomUrl],
      trustProxy: config.trustProxy,
      logger,
    });
    const server = http.listen(config.port, config.host);
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve).once('error', (cause: NodeJS.ErrnoException) => reject(noPort(config, cause)));
    });
    // A server on a TCP port has an address of this form.
    return (server.address() as AddressInfo).port;
  }

  private callback(): Middleware {
    const { clock, logger, credentials } = this.parts;
    const inbox = new Inbox({
      dataSource: this.dataSource,
      clock,
      vault: this.features.vault,
      logger,
      metrics: this.metrics.callbacks,
      afterCommit: () => this.ring({ name: 'inbox', id: 'inbox' }),
    });
    return callbackRoute({ credentials, inbox, logger, metrics: this.metrics.callbacks });
  }

  private routes(): Middleware[] {
    const { config } = this.parts;
    const { commerce, profiles, libraryRows, messageWords, wecom } = this.features;
    const { dataSource } = this;
    const ops = opsRoutes({
      metrics: this.metrics,
      isStopping: () => this.stopping,
      dependencies: [
        {
          name: 'database',
          check: async () => {
            await dataSource.query('select 1');
            return null;
          },
        },
        { name: 'jobs', check: async () => ((await this.jobs.ping()) ? null : 'the queue does not answer') },
        {
          name: 'wecom',
          check: async () => {
            const { ok, why } = await wecom.ping();
            return ok ? null : why;
          },
        },
      ],
    });
    const api = apiRoutes({
      apiToken: config.apiToken ?? undefined,
      version: projectVersion(),
      commerce,
      profiles,
      libraryRows,
      messageWords,
    });
    const reps = repRoutesOf(this.features, this.parts);
    const admin = consoleRoutesOf(this.features, this.parts, this.doctor);
    // The console's first: a member's session opens some of the API's routes too.
    return [...[ops, ...admin, api, ...reps].map(middlewareOf), ...(this.parts.routes?.(this.features) ?? [])];
  }

  private async closeServer(): Promise<void> {
    const { server } = this;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const force = setTimeout(() => server.closeAllConnections(), 2_000);
    await closed;
    clearTimeout(force);
  }
}

function noPort({ host, port }: Config, cause: NodeJS.ErrnoException): CareError {
  const why = cause.code === 'EADDRINUSE' ? 'somebody else listens there' : `the system says ${cause.code}`;
  return new CareError('no_port', `cannot listen on ${host}:${port}, ${why}: set another PORT or HOST`, { cause });
}

/** koa-router's own type of its middleware is wider than Koa's; a router without parameters is one of Koa's. */
export function middlewareOf(router: Router): Middleware {
  return router.routes() as Middleware;
}

async function jobsOf(config: Config, onFault: (job: JobRequest, error: unknown) => void): Promise<Jobs> {
  const { redisUrl } = config;
  if (!redisUrl) return new InProcessJobs({ onFault });
  return BullmqJobs.open({ redisUrl, prefix: redisPrefix(config), onFault });
}

async function limitsOf(config: Config): Promise<TryLimits> {
  const { redisUrl } = config;
  return redisUrl ? TryLimits.onRedis({ redisUrl, prefix: redisPrefix(config) }) : TryLimits.ofProcess();
}

/** Installations may share one Redis; a bell, and a count of tries, is for those who share the database. */
function redisPrefix({ databaseUrl }: Config): string {
  return `jiuban-${databaseName(databaseUrl)}`;
}
