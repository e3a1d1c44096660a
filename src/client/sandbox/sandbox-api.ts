import { z } from 'zod';
import { ask, post, Refused } from '../ui/ask';
import { product, sandboxState, touch } from './sandbox-state';
import type { SandboxState, Touch } from './sandbox-state';
import { texts } from './texts';

const base = '/sandbox/api';

async function read<T>(path: string, answer: z.ZodType<T>): Promise<T> {
  return readAnswer(path, answer, await ask(`${base}${path}`));
}

async function send<T>(path: string, answer: z.ZodType<T>, input: object): Promise<T> {
  return readAnswer(path, answer, await post(`${base}${path}`, input));
}

function readAnswer<T>(path: string, answer: z.ZodType<T>, body: unknown): T {
  const checked = answer.safeParse(body);
  if (checked.success) return checked.data;
  const where = checked.error.issues[0]?.path.join('.') ?? '';
  throw new Error(texts.errors.foreign(path, where), { cause: checked.error });
}

export async function readVersion(): Promise<number> {
  return (await read('/version', z.object({ version: z.number() }))).version;
}

export function readState(): Promise<SandboxState> {
  return read('/state', sandboxState);
}

export function readProducts() {
  return read('/products', z.array(product));
}

/** None for a customer of whom the app has not heard yet. */
export async function readTouches(externalUserId: string): Promise<Touch[]> {
  const query = new URLSearchParams({ externalUserId });
  try {
    return (await read(`/touches?${query.toString()}`, z.object({ touches: z.array(touch) }))).touches;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return [];
    throw error;
  }
}

export interface Between {
  repUserId: string;
  externalUserId: string;
}

/** What people do in the sandbox, by the name that the server knows. */
export interface Acts {
  'customer-adds-rep': { repUserId: string; customerName?: string; externalUserId?: string };
  'customer-deletes-rep': Between;
  'customer-says': Between & { text: string };
  'customer-enters-kf': { openKfId: string; externalUserId: string };
  'customer-writes-kf': { openKfId: string; externalUserId: string; text: string };
  'customer-taps-kf-menu': { openKfId: string; externalUserId: string; menuId: string };
  'servicer-writes-kf': Between & { openKfId: string; text: string };
  'servicer-takes-kf': Between & { openKfId: string };
  'servicer-ends-kf': { openKfId: string; externalUserId: string };
  'rep-confirms-customer': Between;
  'rep-edits-customer': Between & { remark: string };
  'rep-deletes-customer': Between;
  'rep-sends-by-hand': Between & { text: string };
  'client-checks-page': Record<string, unknown>;
  'page-sends': Between & { message: Record<string, unknown> };
  'rep-writes-to-app': { repUserId: string; text: string };
  'rep-taps-card-button': { repUserId: string; taskId: string; key: string };
  'rep-confirms-mass-send': { repUserId: string; messageId: string };
  'rep-ignores-mass-send': { repUserId: string; messageId: string };
}

/** @returns what the server tells of the act; its shape depends on the act */
export async function act<Name extends keyof Acts>(name: Name, input: Acts[Name]): Promise<unknown> {
  return (await send(`/acts/${name}`, z.object({ result: z.unknown() }), input)).result;
}

/** @param to epoch ms; answers only when everything due on the way has been done */
export async function moveClock(to: number): Promise<void> {
  await send('/clock', z.unknown(), { to: new Date(to).toISOString() });
}

export async function order(input: { externalUserId: string; sku: string; quantity: number }): Promise<void> {
  await send('/orders', z.unknown(), input);
}

export interface FaultChange {
  down?: false | 'refuse' | 'hang';
  callbacks?: { duplicate?: number; hold?: boolean; reorder?: boolean };
  path?: string;
  fault?: { delayMs?: number; dropAnswer?: 'after' };
  clear?: boolean;
}

export async function changeFaults(change: FaultChange): Promise<void> {
  await send('/faults', z.unknown(), change);
}

export async function releaseCallbacks(): Promise<void> {
  await send('/callbacks/release', z.unknown(), {});
}
