// C0 but tab and line feed, DEL, and halves of surrogate pairs: WeCom refuses them.
const unsendable = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu;

/** A text as it is kept and sent, so that what WeCom shows later can be compared with it letter by letter. */
export function normaliseText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unsendable, '').trim();
}

/** At most `limit` characters, with … for what was cut. */
export function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** At most `limit` bytes of UTF-8, cut between characters. */
export function shortenToBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text, 'utf8') <= limit) return text;
  let bytes = Buffer.byteLength('…', 'utf8');
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character, 'utf8');
    if (bytes > limit) break;
    kept += character;
  }
  return `${kept}…`;
}
