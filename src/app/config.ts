import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isZone } from '../kernel/calendar';
import { type CareSettings, careSettingsSchema } from '../kernel/care-settings';
import { CareError, type Fault } from '../kernel/errors';
import { type Festival, parseFestivals } from '../kernel/festivals';
import type { Instant } from '../kernel/ports';

export const roles = ['web', 'worker', 'scheduler'] as const;
export type Role = (typeof roles)[number];

export const realWecomUrl = 'https://qyapi.weixin.qq.com';
/** WeCom's page inside its client; in the sandbox, the sandbox's own stands in. */
export const oauthPath = '/connect/oauth2/authorize';
/** WeCom's page with the QR code. */
export const ssoPath = '/wwlogin/sso/login';

export interface WecomCredentials {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  encodingAesKey: string;
}

export interface Config {
  port: number;
  host: string;
  publicUrl: string;
  /** One reverse proxy of ours stands in front, and tells whose request it brings. */
  trustProxy: boolean;
  databaseUrl: string;
  /** Null: jobs stay in this process. */
  redisUrl: string | null;
  roles: Role[];
  zone: string;
  logLevel: string;
  wecomUrl: string;
  wecomOauthUrl: string;
  wecomSsoUrl: string;
  /** Null: sandbox mode. */
  wecom: WecomCredentials | null;
  /** Null: business systems are answered 503 (in sandbox mode one is made). */
  apiToken: string | null;
  adminPassword: string | null;
  /** 32 bytes; null: a key file beside the SQLite database. */
  dataKey: Buffer | null;
  clockStart: Instant | null;
  /** Null: replies are those of the library, word for word. */
  llm: { baseUrl: string; apiKey: string; model: string } | null;
  care: CareSettings;
  festivals: Festival[];
}

const port = z.coerce.number().int().min(0).max(65_535);
const url = (protocols: string[]) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(protocol)), {
    message: `must start with ${protocols.join(' or ')}`,
  });
const key32 = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, {
    message: 'must be 32 bytes in base64; make one with: openssl rand -base64 32',
  });

const environmentSchema = z.object({
  PORT: port,
  HOST: z.string().min(1),
  PUBLIC_URL: url(['http://', 'https://']).optional(),
  TRUST_PROXY: z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true'),
  DATABASE_URL: url(['sqlite:', 'mysql://', 'mariadb://']).refine(namesDatabase, {
    message: 'names no database: write sqlite:./data/jiuban.sqlite or mysql://user:password@host:3306/database',
  }),
  REDIS_URL: url(['redis://', 'rediss://']).optional(),
  ROLES: z
    .string()
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  APP_TIMEZONE: z.string().refine(isZone, { message: 'is not an IANA time zone such as Asia/Shanghai' }),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  WECOM_API_URL: url(['http://', 'https://']),
  WECOM_OAUTH_URL: url(['http://', 'https://']),
  WECOM_SSO_URL: url(['http://', 'https://']),
  WECOM_CORP_ID: z.string().optional(),
  WECOM_AGENT_ID: z.coerce
    .number({ message: 'must be the number of the app, e.g. 1000002' })
    .int()
    .positive()
    .optional(),
  WECOM_SECRET: z.string().optional(),
  WECOM_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, 'must be at most 32 letters and digits')
    .optional(),
  WECOM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, 'must be exactly 43 letters and digits')
    .optional(),
  API_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),
  DATA_KEY: key32.optional(),
  LLM_BASE_URL: url(['http://', 'https://']).optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
  CLOCK_START: z.iso
    .datetime({ offset: true, message: 'must be an ISO instant with offset, e.g. 2027-01-01T08:00:00+08:00' })
    .transform((text) => Date.parse(text))
    .optional(),
});

function namesDatabase(text: string): boolean {
  if (!isServerUrl(text)) return text !== 'sqlite:';
  return URL.canParse(text) && new URL(text).pathname.length > 1;
}

function isServerUrl(databaseUrl: unknown): boolean {
  return /^(mysql|mariadb):/.test(String(databaseUrl));
}

type Environment = z.infer<typeof environmentSchema>;

const credentialNames = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_ENCODING_AES_KEY',
] as const;

/**
 * Reads `config/*.yaml` and the environment.
 *
 * @param root folder that holds `config/`
 * @throws CareError `bad_configuration` that names every fault at once
 */
export function loadConfig(root: string, environment: NodeJS.ProcessEnv): Config {
  const faults: Fault[] = [];
  const given = readNames(root, environment, faults);
  const values = readEnvironment(given, faults);
  const care = readYaml(root, 'care.yaml', (value) => careSettingsSchema.parse(value), faults);
  const festivals = readYaml(root, 'festivals.yaml', parseFestivals, faults);
  faults.push(...crossCheck(given));
  if (!values || !care || !festivals || faults.length) {
    const lines = faults.map((fault) => `  ${fault.path}: ${fault.message}`).join('\n');
    throw new CareError('bad_configuration', `the configuration has ${faults.length} fault(s):\n${lines}`, { faults });
  }
  return arrange(values, care, festivals);
}

/** As written: the environment over the defaults, an empty value being none. */
function readNames(root: string, environment: NodeJS.ProcessEnv, faults: Fault[]): Record<string, unknown> {
  const defaults = readYaml(root, 'default.yaml', (value) => z.record(z.string(), z.unknown()).parse(value), faults);
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  return { ...defaults, ...Object.fromEntries(given) };
}

function readEnvironment(given: Record<string, unknown>, faults: Fault[]): Environment | null {
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  faults.push(...parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })));
  return null;
}

function readYaml<T>(root: string, name: string, check: (value: unknown) => T, faults: Fault[]): T | null {
  try {
    return check(parse(readFileSync(join(root, 'config', name), 'utf8')));
  } catch (error) {
    if (error instanceof z.ZodError) {
      faults.push(
        ...error.issues.map((issue) => ({ path: `config/${name} ${issue.path.join('.')}`, message: issue.message })),
      );
    } else {
      faults.push({ path: `config/${name}`, message: error instanceof Error ? error.message : String(error) });
    }
    return null;
  }
}

/** What one value says about another; of values as written, so that a fault in one hides none in the others. */
function crossCheck(values: Record<string, unknown>): Fault[] {
  const faults: Fault[] = [];
  const missing = credentialNames.filter((name) => values[name] === undefined);
  if (missing.length > 0 && missing.length < credentialNames.length) {
    for (const name of missing) {
      faults.push({ path: name, message: 'is missing: set all WECOM_* credentials, or none for the sandbox' });
    }
  }
  const llm = ['LLM_BASE_URL', 'LLM_API_KEY', 'LLM_MODEL'] as const;
  const llmMissing = llm.filter((name) => !values[name]);
  if (llmMissing.length > 0 && llmMissing.length < llm.length) {
    for (const name of llmMissing) faults.push({ path: name, message: 'is missing: set all LLM_* values, or none' });
  }
  if (isServerUrl(values.DATABASE_URL) && !values.DATA_KEY) {
    faults.push({ path: 'DATA_KEY', message: 'is required with MySQL; make one with: openssl rand -base64 32' });
  }
  if (values.CLOCK_START !== undefined && missing.length === 0 && withoutSlash(values.WECOM_API_URL) === realWecomUrl) {
    faults.push({ path: 'CLOCK_START', message: 'is refused beside real WeCom credentials: unset it' });
  }
  if (missing.length === credentialNames.length && typeof values.HOST === 'string' && !isLoopback(values.HOST)) {
    faults.push({
      path: 'HOST',
      message: 'the sandbox is served on 127.0.0.1 only: set the WECOM_* credentials first',
    });
  }
  return faults;
}

function withoutSlash(url: unknown): string {
  return String(url).replace(/\/$/, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function arrange(values: Environment, care: CareSettings, festivals: Festival[]): Config {
  const wecom = credentialsOf(values);
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: withoutSlash(values.PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`),
    trustProxy: values.TRUST_PROXY,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL ?? null,
    roles: values.ROLES,
    zone: values.APP_TIMEZONE,
    logLevel: values.LOG_LEVEL,
    wecomUrl: withoutSlash(values.WECOM_API_URL),
    wecomOauthUrl: values.WECOM_OAUTH_URL,
    wecomSsoUrl: values.WECOM_SSO_URL,
    wecom,
    apiToken: values.API_TOKEN ?? null,
    adminPassword: values.ADMIN_PASSWORD ?? null,
    dataKey: values.DATA_KEY ?? null,
    clockStart: values.CLOCK_START ?? null,
    llm: llmOf(values),
    // In the sandbox every customer is cared for: a story with somebody left out would be hard to follow.
    care: wecom === null ? { ...care, effect: { holdoutPercent: 0 } } : care,
    festivals,
  };
}

function llmOf({ LLM_BASE_URL: baseUrl, LLM_API_KEY: apiKey, LLM_MODEL: model }: Environment): Config['llm'] {
  return baseUrl && apiKey && model ? { baseUrl, apiKey, model } : null;
}

function credentialsOf(values: Environment): WecomCredentials | null {
  const { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_ENCODING_AES_KEY } = values;
  if (!WECOM_CORP_ID || !WECOM_AGENT_ID || !WECOM_SECRET || !WECOM_TOKEN || !WECOM_ENCODING_AES_KEY) return null;
  return {
    corpId: WECOM_CORP_ID,
    agentId: WECOM_AGENT_ID,
    secret: WECOM_SECRET,
    token: WECOM_TOKEN,
    encodingAesKey: WECOM_ENCODING_AES_KEY,
  };
}
