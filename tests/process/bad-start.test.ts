import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOnce, ServerProcess } from './server';

jest.setTimeout(60_000);

let folder: string;

beforeAll(() => {
  buildOnce();
  folder = mkdtempSync(join(tmpdir(), 'jiuban-bad-'));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refused(env: NodeJS.ProcessEnv): Promise<string> {
  const server = new ServerProcess({ PORT: '0', DATABASE_URL: `sqlite:${join(folder, 'never.sqlite')}`, ...env });
  expect(await server.ended()).toBe(1);
  expect(server.stdout).toBe('');
  expect(readdirSync(folder)).toEqual([]);
  return server.stderr;
}

describe('a configuration that is wrong', () => {
  test('is refused with every fault at once', async () => {
    const told = await refused({
      PORT: 'seventy',
      DATABASE_URL: 'postgres://somewhere',
      ROLES: 'web,chef',
      APP_TIMEZONE: 'UTC+8',
      LOG_LEVEL: 'loud',
      DATA_KEY: 'short',
      CLOCK_START: 'yesterday',
      WECOM_AGENT_ID: 'the app',
      WECOM_ENCODING_AES_KEY: 'too-short',
      API_TOKEN: 'short',
      REDIS_URL: 'http://redis',
    });
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'ROLES',
      'APP_TIMEZONE',
      'LOG_LEVEL',
      'DATA_KEY',
      'CLOCK_START',
      'WECOM_AGENT_ID',
      'WECOM_ENCODING_AES_KEY',
      'API_TOKEN',
      'REDIS_URL',
    ]) {
      expect(told).toMatch(new RegExp(`^  ${name}\\b.*: `, 'm'));
    }
  });

  test('with some credentials of WeCom is refused, and the missing ones are named', async () => {
    const told = await refused({ WECOM_CORP_ID: 'ww1', WECOM_SECRET: 'secret' });
    expect(told).toMatch(/3 fault\(s\)/);
    for (const name of ['WECOM_AGENT_ID', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'])
      expect(told).toContain(`  ${name}: is missing`);
    expect(told).not.toContain('WECOM_CORP_ID:');
    expect(told).not.toMatch(/\bsecret\b/);
  });

  test('that names faults of one value and of values together names them in one go', async () => {
    const told = await refused({ WECOM_CORP_ID: 'ww1', LLM_MODEL: 'm', PORT: '99999999' });
    for (const name of ['PORT', 'WECOM_SECRET', 'WECOM_TOKEN', 'LLM_BASE_URL', 'LLM_API_KEY'])
      expect(told).toContain(`  ${name}: `);
  });

  test('that would move the clock of the real WeCom, or show the sandbox to the network, is refused', async () => {
    const credentials = {
      WECOM_CORP_ID: 'ww1',
      WECOM_AGENT_ID: '1',
      WECOM_SECRET: 's',
      WECOM_TOKEN: 'T',
      WECOM_ENCODING_AES_KEY: 'A'.repeat(43),
    };
    expect(await refused({ ...credentials, CLOCK_START: '2027-01-01T08:00:00+08:00' })).toContain('  CLOCK_START: ');
    expect(await refused({ HOST: '0.0.0.0' })).toContain('  HOST: ');
  });

  test('with a port in use is refused in one line', async () => {
    const { createServer } = await import('node:net');
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const server = new ServerProcess({
      PORT: String(port),
      DATABASE_URL: `sqlite:${join(folder, 'port', 'a.sqlite')}`,
    });
    expect(await server.ended()).toBe(1);
    other.close();
    expect(server.stderr).toContain(String(port));
    expect(server.stderr.trim().split('\n')).toHaveLength(1);
  });
});
