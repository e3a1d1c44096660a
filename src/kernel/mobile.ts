/**
 * One spelling for one phone number, so that its fingerprint finds it: digits only, without +86, spaces or dashes;
 * other countries keep their `+` and code. Null for what is not a phone number.
 */
export function normalMobile(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\-().]/g, '')
    .replace(/^00/, '+')
    .replace(/^\+?86(?=1\d{10}$)/, '');
  return /^\+?\d{5,20}$/.test(plain) ? plain : null;
}

/** 138****1234: enough to tell two customers apart, too little to ring one up. */
export function maskMobile(mobile: string): string {
  const [start, end] = mobile.length >= 11 ? [3, 4] : [1, 2];
  return `${mobile.slice(0, start)}****${mobile.slice(-end)}`;
}
