/** An address that a person may be sent to; anything but the web is none. */
export function webAddress(url: unknown): string | undefined {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  return url;
}
