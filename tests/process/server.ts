import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MovableClock } from '../../src/outbound/clock';
import { takeFileLock } from '../../src/outbound/database/file-lock';
import { AesVault } from '../../src/outbound/vault';
import { Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox';
import { encryptMessage, sign } from '../sandbox/independent-crypto';

const root = join(__dirname, '../..');
const mainJs = join(root, 'dist/src/app/main.js');
const cliJs = join(root, 'dist/src/app/cli.js');
const upWithinMs = 60_000;

export const apiToken = 'a-token-for-tests-only';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Compiles the server once when a source is newer than what is there; test files that run side by side wait for it. */
export function buildOnce(): void {
  const lock = takeFileLock(join(tmpdir(), 'jiuban-tests-build.lock'), 120_000);
  try {
    if (builtAt() < newestSource()) execFileSync('npm', ['run', 'build:server'], { cwd: root, stdio: 'ignore' });
  } finally {
    lock.release();
  }
}

function builtAt(): number {
  return statSync(mainJs, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestSource(): number {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const compiled = files.filter((file) => /\.ts$/.test(file) && !file.startsWith('client'));
  return Math.max(
    ...compiled.map((file) => statSync(join(root, 'src', file), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits until something holds; what it last said is in the failure. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = upWithinMs,
): Promise<NonNullable<T>> {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > endsAt) throw new Error(`not within ${withinMs} ms: ${what}`);
    await pause(25);
  }
}

/** One process of the compiled server. */
export class ServerProcess {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<number | null>;

  constructor(readonly env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, ['--enable-source-maps', mainJs], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.exit = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  get url(): string {
    return `http://127.0.0.1:${this.env.PORT}`;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves once it answers. */
  async up(): Promise<this> {
    await until(`${this.url}/healthz answers`, async () => {
      if (!this.isRunning) throw new Error(`the server ended at once: ${this.stderr}${this.stdout}`);
      return (await this.status('/healthz')) === 200;
    });
    return this;
  }

  /** HTTP status; 0: nobody answers. */
  async status(path: string): Promise<number> {
    try {
      return (await fetch(`${this.url}${path}`)).status;
    } catch {
      return 0;
    }
  }

  ended(): Promise<number | null> {
    return this.exit;
  }

  async signal(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.exit;
  }

  /** What it logged, one JSON object a line. */
  get log(): { level: number; msg: string; [field: string]: unknown }[] {
    const lines = this.stdout.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as { level: number; msg: string });
  }
}

export interface StageOptions {
  /** ISO instant at which the clock of platform, server and command line starts. */
  now?: string;
  env?: NodeJS.ProcessEnv;
  sandbox?: Partial<SandboxOptions>;
}

/** The compiled server with real credentials; its WeCom is a sandbox in this process, which outlives it. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  buildOnce();
  const clock = new MovableClock(Date.parse(options.now ?? '2027-03-10T10:05:00+08:00'));
  const sandbox = new Sandbox({
    clock,
    seed: true,
    callbackRetryMs: [200, 500, 1_000, 2_000, 4_000],
    ...options.sandbox,
  });
  const { url } = await sandbox.start();
  const port = await freePort();
  sandbox.setCallbackUrl(`http://127.0.0.1:${port}/wecom/callback`);
  const folder = mkdtempSync(join(tmpdir(), 'jiuban-process-'));
  return new Stage(clock, sandbox, url, port, folder, options.env ?? {});
}

export class Stage {
  private readonly servers: ServerProcess[] = [];

  constructor(
    readonly clock: MovableClock,
    readonly sandbox: Sandbox,
    readonly wecomUrl: string,
    readonly port: number,
    readonly folder: string,
    private readonly moreEnv: NodeJS.ProcessEnv,
  ) {}

  get databaseFile(): string {
    return join(this.folder, 'jiuban.sqlite');
  }

  /** With the platform's clock as it is now. */
  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const { corpId, agentId, secret, token, encodingAesKey } = this.sandbox.credentials;
    return {
      PORT: String(this.port),
      DATABASE_URL: `sqlite:${this.databaseFile}`,
      API_TOKEN: apiToken,
      WECOM_API_URL: this.wecomUrl,
      WECOM_CORP_ID: corpId,
      WECOM_AGENT_ID: String(agentId),
      WECOM_SECRET: secret,
      WECOM_TOKEN: token,
      WECOM_ENCODING_AES_KEY: encodingAesKey,
      CLOCK_START: new Date(this.clock.now()).toISOString(),
      ...this.moreEnv,
      ...more,
    };
  }

  /** Starts a server without waiting for it. */
  spawn(more: NodeJS.ProcessEnv = {}): ServerProcess {
    const server = new ServerProcess(this.env(more));
    this.servers.push(server);
    return server;
  }

  /** Starts a server and waits until it answers. */
  start(more: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
    return this.spawn(more).up();
  }

  /** Moves the platform's clock on; a running server does not notice, the next one starts there. */
  pass(ms: number): void {
    this.clock.moveTo(this.clock.now() + ms);
  }

  cli(args: string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return runCli(args, this.env(more));
  }

  /** As `jiuban … | head -0`: nobody reads what it prints. */
  cliToClosedPipe(args: string[]): Promise<Ended> {
    return runCli(args, this.env(), { closeStdout: true });
  }

  /** What business systems do. */
  async api<T = unknown>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.port}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    // The caller names the contract of the route.
    return (await response.json()) as T;
  }

  /** Rows of the database as they stand, read beside the server. */
  rows<T>(sql: string, ...parameters: unknown[]): T[] {
    const database = new Database(this.databaseFile, { readonly: true, timeout: 10_000 });
    try {
      return database.prepare(sql).all(...parameters) as T[];
    } finally {
      database.close();
    }
  }

  count(table: string, where = '1 = 1'): number {
    return this.rows<{ rows: number }>(`select count(*) as rows from ${table} where ${where}`)[0]?.rows ?? 0;
  }

  /** Opens what the server sealed, with the key file that it made. */
  vault(): AesVault {
    return new AesVault(Buffer.from(readFileSync(`${this.databaseFile}.key`, 'utf8').trim(), 'base64'));
  }

  /** Posts an event as WeCom does, signed and encrypted by the independent implementation; 0: nobody answered. */
  async post(xml: string): Promise<number> {
    const { corpId, token, encodingAesKey } = this.sandbox.credentials;
    const encrypted = encryptMessage(encodingAesKey, xml, corpId);
    const timestamp = String(Math.floor(this.clock.now() / 1000));
    const nonce = String(Math.floor(Math.random() * 1e9));
    const query = new URLSearchParams({ msg_signature: sign(token, timestamp, nonce, encrypted), timestamp, nonce });
    const body = `<xml><ToUserName>${corpId}</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    return this.postRaw(body, query);
  }

  async postRaw(body: string | Uint8Array<ArrayBuffer>, query = new URLSearchParams()): Promise<number> {
    const url = `http://127.0.0.1:${this.port}/wecom/callback?${query.toString()}`;
    try {
      const signal = AbortSignal.timeout(5_000);
      const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml' }, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** A text that a rep writes to the app, as WeCom posts it. */
  repText(repUserId: string, messageId: string, content: string): string {
    return this.xml(repUserId, 'text', `<Content><![CDATA[${content}]]></Content><MsgId>${messageId}</MsgId>`);
  }

  /** An event that is kept and acknowledged and has no other effect. */
  passingEvent(key: string): string {
    const fields = `<Event><![CDATA[enter_agent]]></Event><EventKey><![CDATA[${key}]]></EventKey>`;
    return this.xml('rep.lin', 'event', fields);
  }

  private xml(from: string, type: string, fields: string): string {
    const { corpId, agentId } = this.sandbox.credentials;
    const seconds = Math.floor(this.clock.now() / 1000);
    return `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[${type}]]></MsgType>${fields}<AgentID>${agentId}</AgentID></xml>`;
  }

  async close(): Promise<void> {
    for (const server of this.servers) if (server.isRunning) await server.signal('SIGKILL');
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The compiled command line. */
export function runCli(
  args: string[],
  env: NodeJS.ProcessEnv,
  { closeStdout = false }: { closeStdout?: boolean } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--enable-source-maps', cliJs, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  if (closeStdout) child.stdout.destroy();
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}
