import { spawn } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rounds = 5;
const token = 'BenchToken';
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const corpId = 'ww0000000000000001';

/** From `node` being started to the first acknowledged callback, against `node` itself; a database of its own each round. */
export async function start(): Promise<void> {
  const floors: number[] = [];
  const starts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await secondsOf(() => finished(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }))));
    starts.push(await firstAcknowledged());
  }
  const [value, baseline] = [median(starts), median(floors)];
  console.log(
    JSON.stringify({
      name: 'start.seconds_to_first_acknowledged_callback',
      value: round3(value),
      unit: 's',
      baseline: round3(baseline),
      ratio: round3(value / baseline),
    }),
  );
}

async function firstAcknowledged(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'jiuban-start-'));
  const port = await freePort();
  const startedAt = performance.now();
  const server = spawn(process.execPath, [join(__dirname, '../src/app/main.js')], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATABASE_URL: `sqlite:${join(folder, 'start.sqlite')}`,
      LOG_LEVEL: 'silent',
      WECOM_API_URL: 'http://127.0.0.1:9',
      WECOM_CORP_ID: corpId,
      WECOM_AGENT_ID: '1000002',
      WECOM_SECRET: 'secret',
      WECOM_TOKEN: token,
      WECOM_ENCODING_AES_KEY: encodingAesKey,
    },
  });
  try {
    for (;;) {
      if (await acknowledged(port)) return (performance.now() - startedAt) / 1000;
      if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    server.kill('SIGKILL');
    await finished(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function acknowledged(port: number): Promise<boolean> {
  const event = `<xml><ToUserName>${corpId}</ToUserName><FromUserName>rep</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>hello</Content><MsgId>1</MsgId><AgentID>1000002</AgentID></xml>`;
  const encrypted = encrypt(event);
  const [timestamp, nonce] = ['1', 'n'];
  const signature = createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
  const url = `http://127.0.0.1:${port}/wecom/callback?msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
  try {
    const body = `<xml><ToUserName>${corpId}</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    return (await fetch(url, { method: 'POST', body })).status === 200;
  } catch {
    return false;
  }
}

function encrypt(message: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const content = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([randomBytes(16), length, content, Buffer.from(corpId)]);
  const pad = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

async function secondsOf(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return (performance.now() - startedAt) / 1000;
}

function finished(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
