const refusal = /(?:^|; )jiuban_rep_refusal=([^;]*)/;
const triedKey = 'jiuban-sign-in-tried';

/** Why WeCom's word was not enough; told once, then forgotten. */
export function takeRefusal(): string {
  const [, words = ''] = refusal.exec(document.cookie) ?? [];
  if (words !== '') document.cookie = `jiuban_rep_refusal=; Path=${location.pathname}; Max-Age=0`;
  return decodeURIComponent(words);
}

/** To WeCom's silent page and back here; false: it was tried already, and trying again would go round in a circle. */
export function signInOnce(): boolean {
  if (sessionStorage.getItem(triedKey) !== null) return false;
  sessionStorage.setItem(triedKey, 'yes');
  signIn();
  return true;
}

export function signIn(): void {
  location.replace(`/rep/sign-in?to=${encodeURIComponent(location.pathname)}`);
}

export function signedIn(): void {
  sessionStorage.removeItem(triedKey);
}
