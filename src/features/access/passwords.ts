import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's smallest recommended cost for scrypt (2^17, 8, 1) takes 128 MiB; 2^15 with p 3 is its equal in 32 MiB. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const keyBytes = 32;

/** Only two at a time: a flood of tries must not take all of the thread pool, which database and files share. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];
/** Further ones are refused rather than made to wait for ever. */
const mostWaiting = 50;

/** @returns `scrypt$<salt>$<key>`, base64url */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** Takes as long for an account that does not exist (null) as for one that does. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, salt = '', key = ''] = (hash ?? '').split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  const wanted = Buffer.from(key, 'base64url');
  return hash !== null && wanted.length === derived.length && timingSafeEqual(wanted, derived);
}

/** Whether so many wait that one more would wait too long. */
export function isCrowded(): boolean {
  return waiting.length >= mostWaiting;
}

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await new Promise((resolve, reject) =>
      scrypt(password.normalize('NFKC'), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key))),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
