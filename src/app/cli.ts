import { CareError, WecomError } from '../kernel/errors';
import { MovableClock } from '../outbound/clock';
import { createLogger } from '../outbound/logger';
import { backup, restore } from './commands/backup';
import type { Command } from './commands/command';
import { deliver } from './commands/deliver';
import { doctor } from './commands/doctor';
import { explain } from './commands/explain';
import { importRows } from './commands/import';
import { members } from './commands/members';
import { plan } from './commands/plan';
import { sync } from './commands/sync';
import { templates } from './commands/templates';
import { understand } from './commands/understand';
import { type App, compose } from './compose';
import { type Config, loadConfig } from './config';
import { projectRoot } from './project-root';
import { sandboxAccess } from './sandbox-mode';

const commands: Record<string, Command> = {
  plan,
  deliver,
  sync,
  explain,
  import: importRows,
  templates,
  understand,
  doctor,
  members,
  backup,
  restore,
};

/** No WeCom at all: calls fail at once. */
const nowhere = {
  wecomUrl: 'http://127.0.0.1:9',
  credentials: { corpId: 'none', agentId: 1, secret: 'none', token: 'none', encodingAesKey: 'A'.repeat(43) },
};

/** `jiuban … | head` has seen enough: no fault of anybody. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

async function main(): Promise<void> {
  process.stdout.on('error', endWithReader);
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new CareError('usage', usage(name));
  const config = loadConfig(projectRoot(), process.env);
  const opened: App[] = [];
  try {
    await command.run({
      config,
      args,
      open: async () => track(opened, await build(config, false)),
      openWithWecom: async () => track(opened, await build(config, true)),
      say: (line) => process.stdout.write(`${line}\n`),
      progress: (line) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`),
    });
    if (process.stderr.isTTY) process.stderr.write('\n');
  } finally {
    for (const app of opened) await app.stop();
  }
}

async function build(config: Config, needsWecom: boolean): Promise<App> {
  // Standard output is for what was asked.
  const logger = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, 2);
  if (config.wecom) {
    const clock = new MovableClock(config.clockStart ?? undefined);
    return compose({ config, credentials: config.wecom, wecomUrl: config.wecomUrl, clock, logger });
  }
  const sandbox = sandboxAccess(config.databaseUrl);
  if (needsWecom && !sandbox) {
    throw new CareError(
      'no_sandbox',
      'no sandbox has run on this database: start one with `npm start`, or set WECOM_*',
    );
  }
  const clock = new MovableClock(config.clockStart ?? undefined);
  if (sandbox) clock.moveTo(sandbox.now);
  return compose({ config, ...(sandbox ?? nowhere), clock, logger });
}

function track(opened: App[], app: App): App {
  opened.push(app);
  return app;
}

function usage(name: string): string {
  const lines = Object.values(commands).map(({ usage: how, does }) => `  ${how}\n      ${does}`);
  return [`${name ? `no command "${name}"` : 'name a command'}; there are:`, ...lines].join('\n');
}

/** A stack only for what is our own fault. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isUsage = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return error instanceof CareError || error instanceof WecomError || isUsage
    ? error.message
    : (error.stack ?? error.message);
}

main().catch((error: unknown) => {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exit(1);
});
