import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/app/config';
import { CareError } from '../../src/kernel/errors';

const root = join(__dirname, '../..');
const dataKey = Buffer.alloc(32, 1).toString('base64');
const wecom = {
  WECOM_CORP_ID: 'ww1234567890abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'secret',
  WECOM_TOKEN: 'QDG6eK',
  WECOM_ENCODING_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

/** Paths and messages of what is refused; none: it is taken. */
function faultsOf(environment: NodeJS.ProcessEnv, folder = root): { path: string; message: string }[] {
  try {
    loadConfig(folder, environment);
    return [];
  } catch (error) {
    if (!(error instanceof CareError) || error.code !== 'bad_configuration') throw error;
    const faults = error.options.faults ?? [];
    for (const { path, message } of faults) expect(error.message).toContain(`${path}: ${message}`);
    return faults;
  }
}

const pathsOf = (environment: NodeJS.ProcessEnv, folder?: string) =>
  faultsOf(environment, folder).map(({ path }) => path);

describe('without any variable', () => {
  test('it is one process on this machine with the sandbox', () => {
    expect(loadConfig(root, {})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: 'sqlite:./data/jiuban.sqlite',
      redisUrl: null,
      roles: ['web', 'worker', 'scheduler'],
      zone: 'Asia/Shanghai',
      logLevel: 'info',
      wecomUrl: 'https://qyapi.weixin.qq.com',
      wecom: null,
      apiToken: null,
      adminPassword: null,
      dataKey: null,
      clockStart: null,
    });
  });

  test('an empty variable is none', () => {
    const names = ['PORT', 'REDIS_URL', 'DATA_KEY', 'API_TOKEN', 'CLOCK_START', ...Object.keys(wecom)];
    expect(loadConfig(root, Object.fromEntries(names.map((name) => [name, ''])))).toEqual(loadConfig(root, {}));
  });
});

test('the environment wins over the defaults', () => {
  const config = loadConfig(root, {
    ...wecom,
    PORT: '8080',
    PUBLIC_URL: 'https://care.example.test/',
    DATABASE_URL: 'mysql://jiuban:pass@db.example.test:3306/jiuban',
    REDIS_URL: 'redis://cache.example.test:6379',
    ROLES: 'worker, scheduler',
    APP_TIMEZONE: 'Europe/Paris',
    DATA_KEY: dataKey,
    WECOM_API_URL: 'http://127.0.0.1:9999/',
    CLOCK_START: '2027-01-01T08:00:00+08:00',
  });
  expect(config).toMatchObject({
    port: 8080,
    publicUrl: 'https://care.example.test',
    roles: ['worker', 'scheduler'],
    zone: 'Europe/Paris',
    dataKey: Buffer.alloc(32, 1),
    wecomUrl: 'http://127.0.0.1:9999',
    clockStart: Date.UTC(2027, 0, 1),
    wecom: { corpId: 'ww1234567890abcdef', agentId: 1_000_002 },
  });
});

describe('refused, by name,', () => {
  test('is everything that is wrong, at once', () => {
    const paths = pathsOf({
      PORT: '70000',
      PUBLIC_URL: 'care.example.test',
      DATABASE_URL: 'mysql://root@127.0.0.1:3306/jiuban',
      REDIS_URL: '127.0.0.1:6379',
      ROLES: 'web,boss',
      APP_TIMEZONE: 'Beijing',
      LOG_LEVEL: 'loud',
      WECOM_CORP_ID: 'ww1',
      WECOM_TOKEN: 'not allowed!',
      API_TOKEN: 'short',
      ADMIN_PASSWORD: 'short',
      LLM_MODEL: 'some',
      CLOCK_START: '2027-01-01',
    });
    expect(paths.sort()).toEqual(
      [
        ...['PORT', 'PUBLIC_URL', 'REDIS_URL', 'ROLES.1', 'APP_TIMEZONE', 'LOG_LEVEL', 'WECOM_TOKEN'],
        ...['API_TOKEN', 'ADMIN_PASSWORD', 'CLOCK_START', 'DATA_KEY', 'LLM_BASE_URL', 'LLM_API_KEY'],
        ...['WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_ENCODING_AES_KEY'],
      ].sort(),
    );
  });

  test.each(Object.keys(wecom))('a set of WeCom credentials without %s', (name) => {
    expect(pathsOf({ ...wecom, [name]: undefined })).toEqual([name]);
  });

  test.each([
    ['DATABASE_URL', 'postgres://localhost/jiuban'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'jiuban.sqlite'],
    ['APP_TIMEZONE', 'CST'],
    ['APP_TIMEZONE', 'UTC+8'],
    ['APP_TIMEZONE', 'GMT+08:00'],
    ['ROLES', ' '],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['DATA_KEY', Buffer.alloc(31).toString('base64')],
    ['DATA_KEY', Buffer.alloc(33).toString('base64')],
    ['CLOCK_START', '2027-01-01T08:00:00'],
    ['CLOCK_START', 'tomorrow'],
  ])('%s=%s', (name, value) => {
    const paths = pathsOf({ [name]: value });
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.every((path) => path.startsWith(name))).toBe(true);
  });

  test.each(['mysql://root@127.0.0.1', 'mysql://root@127.0.0.1:3306/', 'mysql://'])('no database in %s', (url) => {
    expect(faultsOf({ DATABASE_URL: url, DATA_KEY: dataKey })).toEqual([
      { path: 'DATABASE_URL', message: expect.stringContaining('names no database') },
    ]);
  });

  test('a numberless agent id, and an AES key of another length', () => {
    expect(pathsOf({ ...wecom, WECOM_AGENT_ID: 'app', WECOM_ENCODING_AES_KEY: 'short' }).sort()).toEqual([
      'WECOM_AGENT_ID',
      'WECOM_ENCODING_AES_KEY',
    ]);
  });

  test('MySQL without a data key, with the way to make one', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://root@127.0.0.1:3306/jiuban' })).toEqual([
      { path: 'DATA_KEY', message: expect.stringContaining('openssl rand -base64 32') },
    ]);
  });

  test.each([undefined, 'https://qyapi.weixin.qq.com', 'https://qyapi.weixin.qq.com/'])(
    'a clock of its own beside the real WeCom (%s)',
    (url) => {
      const environment = { ...wecom, WECOM_API_URL: url, CLOCK_START: '2027-01-01T08:00:00+08:00' };
      expect(pathsOf(environment)).toEqual(['CLOCK_START']);
      expect(pathsOf({ CLOCK_START: environment.CLOCK_START })).toEqual([]);
    },
  );

  test('the sandbox on an address that others reach', () => {
    expect(pathsOf({ HOST: '0.0.0.0' })).toEqual(['HOST']);
    expect(pathsOf({ HOST: '0.0.0.0', ...wecom })).toEqual([]);
    expect(pathsOf({ HOST: '127.0.0.2' })).toEqual([]);
  });

  test('a part of the language model’s three', () => {
    expect(pathsOf({ LLM_API_KEY: 'key' })).toEqual(['LLM_BASE_URL', 'LLM_MODEL']);
    expect(pathsOf({ LLM_API_KEY: 'key', LLM_MODEL: 'm', LLM_BASE_URL: 'https://llm.example.test/v1' })).toEqual([]);
  });
});

describe('the files of config/', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jiuban-config-'));
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('name the path of each bad rule of care, beside the faults of the environment', () => {
    const care = 'caps: { perDay: many }\nquietHours: { from: "9 pm", to: "09:00" }\nsurprise: 1\n';
    writeFileSync(join(folder, 'config/care.yaml'), care);
    const paths = pathsOf({ PORT: 'x', WECOM_CORP_ID: 'ww1' }, folder);
    expect(paths).toEqual(
      expect.arrayContaining([
        'PORT',
        'WECOM_SECRET',
        'config/care.yaml caps.perDay',
        'config/care.yaml quietHours.from',
        'config/care.yaml shop',
      ]),
    );
    const messages = faultsOf({}, folder).map(({ message }) => message);
    expect(messages.some((message) => message.includes('surprise'))).toBe(true);
  });

  test('are named when they are missing or no YAML', () => {
    rmSync(join(folder, 'config/festivals.yaml'));
    writeFileSync(join(folder, 'config/care.yaml'), 'caps: [1,\n');
    expect(pathsOf({}, folder).sort()).toEqual(['config/care.yaml', 'config/festivals.yaml']);
  });
});
