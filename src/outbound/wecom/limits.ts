import { CareError } from '../../kernel/errors';

// C0 but tab and line ends, DEL, and halves of surrogate pairs.
const unsendable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu;

/** What `JSON.stringify` would escape as `\uXXXX`, WeCom refuses (40033): it is taken out. */
export function sendableText(text: string): string {
  return text.replace(unsendable, '');
}

function refuse(what: string, limit: string, actual: number): never {
  throw new CareError('over_wecom_limit', `${what}: WeCom takes at most ${limit}, this has ${actual}; shorten it`, {
    status: 422,
  });
}

/** WeCom cuts over-long texts without a word, so they are refused here instead. */
export function atMostBytes(what: string, limit: number, text: string | undefined): void {
  const size = Buffer.byteLength(sendableText(text ?? ''), 'utf8');
  if (size > limit) refuse(what, `${limit} bytes of UTF-8`, size);
}

export function atMostCharacters(what: string, limit: number, text: string | undefined): void {
  const size = [...sendableText(text ?? '')].length;
  if (size > limit) refuse(what, `${limit} characters`, size);
}

export function atMostItems(what: string, limit: number, items: readonly unknown[] | undefined): void {
  const size = items?.length ?? 0;
  if (size > limit) refuse(what, `${limit} items`, size);
}

export function notEmpty(what: string, given: string | readonly unknown[] | undefined): void {
  if (given === undefined || given.length === 0) {
    throw new CareError('missing_for_wecom', `${what} is empty: WeCom needs one`, { status: 422 });
  }
}
