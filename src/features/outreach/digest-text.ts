import { shorten } from './rep-text';
import { digestTexts } from './texts';

/** WeCom cuts markdown beyond this many bytes. */
const mostBytes = 2048;

export interface DigestContent {
  headline: string;
  lines: { name: string; play: string; why: string }[];
  massSends: { texts: number; customers: number; from: string } | null;
  url: string;
}

/** Names and whys come from people: nothing in them may turn into markup or a link. */
export function plain(text: string): string {
  return text
    .replace(/\w+:\/\//g, ' ')
    .replace(/[\u0000-\u001f\u007f[\]()<>*_`#|\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The digest in at most 2048 bytes: whole lines only, and how many were left out. */
export function digestMarkdown(content: DigestContent): string {
  const { headline, massSends, url } = content;
  const lines = content.lines.map(({ name, play, why }, index) =>
    digestTexts.line(index + 1, shorten(plain(name), 16), play, shorten(plain(why), 40)),
  );
  const head = massSends
    ? [headline, digestTexts.massSends(massSends.texts, massSends.customers, massSends.from)]
    : [headline];
  const foot = ['', digestTexts.open(url), digestTexts.hint];
  for (let kept = lines.length; kept >= 0; kept -= 1) {
    const rest = kept < lines.length ? [digestTexts.rest(lines.length - kept)] : [];
    const markdown = [...head, ...lines.slice(0, kept), ...rest, ...foot].join('\n');
    if (Buffer.byteLength(markdown, 'utf8') <= mostBytes) return markdown;
  }
  throw new Error('the frame of the digest alone is longer than WeCom takes');
}
