import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { CareError } from '../kernel/errors';
import { MovableClock } from '../outbound/clock';
import { type FileLock, takeFileLock } from '../outbound/database/file-lock';
import { isSqliteUrl, sqlitePath } from '../outbound/database/options';
import { createLogger } from '../outbound/logger';
import { type App, compose } from './compose';
import { type Config, loadConfig } from './config';
import { projectRoot } from './project-root';
import { SandboxMode } from './sandbox-mode';

async function main(running: Running): Promise<void> {
  const config = loadConfig(projectRoot(), process.env);
  const lock = lockDatabase(config.databaseUrl);
  const logger = createLogger(config.logLevel);
  running.lock = lock;
  stopOnSignal(logger, running);
  const clock = new MovableClock(config.clockStart ?? undefined);
  if (config.wecom) {
    const app = await compose({ config, credentials: config.wecom, wecomUrl: config.wecomUrl, clock, logger });
    running.app = app;
    const { port } = await app.start();
    say([
      `Jiuban 久伴 listens on ${at(config, port)}`,
      `  callback URL for WeCom: ${config.publicUrl}/wecom/callback`,
      `  ${await consoleLine(app, config, config.publicUrl)}`,
    ]);
    return;
  }
  await startSandbox(config, clock, logger, running);
}

/** What a signal must stop; it may come in the middle of the start. */
interface Running {
  lock?: FileLock | null;
  app?: App;
  sandbox?: SandboxMode;
  stopping?: boolean;
}

async function startSandbox(config: Config, clock: MovableClock, logger: Logger, running: Running) {
  const apiToken = config.apiToken ?? randomBytes(24).toString('base64url');
  const sandbox = new SandboxMode({ config, clock, logger });
  await sandbox.start();
  const app = await compose({
    config: { ...config, apiToken },
    credentials: sandbox.sandbox.credentials,
    wecomUrl: sandbox.wecomUrl,
    clock,
    logger,
    routes: (features) => sandbox.routes(features),
  });
  Object.assign(running, { app, sandbox });
  const { port } = await app.start();
  await sandbox.attach(app, port);
  const base = at(config, port);
  say([
    'Jiuban 久伴 runs with the WeCom sandbox: no WECOM_* credentials are set.',
    `  play customer and rep   ${base}/sandbox`,
    `  ${await consoleLine(app, config, base)}`,
    `  business systems' API   ${base}/api/v1/openapi.json   Authorization: Bearer ${apiToken}`,
    `  health                  ${base}/healthz  ${base}/readyz  ${base}/metrics`,
  ]);
}

/** Where admins go; the first one's password is shown this once. */
async function consoleLine(app: App, config: Config, base: string): Promise<string> {
  const made = await app.features.access.members.ensureFirstAdmin(config.adminPassword);
  const once = made === null ? '' : `   sign in as ${made.login} with ${made.password} (shown once)`;
  return `console for admins      ${base}/console${once}`;
}

/** A second server on the same SQLite file would follow the timetable twice. */
function lockDatabase(databaseUrl: string): FileLock | null {
  if (!isSqliteUrl(databaseUrl) || sqlitePath(databaseUrl) === ':memory:') return null;
  const path = sqlitePath(databaseUrl);
  mkdirSync(dirname(path), { recursive: true });
  try {
    return takeFileLock(`${path}.server`, 0);
  } catch (cause) {
    throw new CareError(
      'already_running',
      `another server runs on ${path}: stop it first, or set another DATABASE_URL`,
      {
        cause,
      },
    );
  }
}

function stopOnSignal(logger: Logger, running: Running): void {
  const stop = async (signal: string) => {
    if (running.stopping) return;
    running.stopping = true;
    logger.info({ signal }, 'stopping: no more work is taken');
    setTimeout(() => process.exit(1), 10_000).unref();
    await running.app?.stop();
    await running.sandbox?.stop();
    running.lock?.release();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

function at(config: Config, port: number): string {
  return `http://${config.host}:${port}`;
}

function say(lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

const running: Running = {};

main(running).catch((error: unknown) => {
  // What a signal broke off in the middle of the start is no fault.
  if (running.stopping) return;
  const message = error instanceof CareError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`Jiuban does not start: ${message}\n`);
  process.exit(1);
});
