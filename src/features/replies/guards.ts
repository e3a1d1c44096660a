import { findWords } from '../templates/word-check';
import type { Intent, Mood } from './intents';

/** Why a text may not be proposed. */
export type GuardFault = 'claim_without_source' | 'commerce';

/** What a customer could hold the shop to: prices, days and times, promises, links. */
const claims = [
  /[¥￥$]\s*\d[\d.,]*|\d[\d.,]*\s*(?:万?元|块|折|%|％)|[一二三四五六七八九十百千两]+(?:块钱|元|折)/gu,
  /\d+\s*(?:年|个月|月|日|号|天|小时|分钟|点)(?!左右)|[一二三四五六七八九十两]+(?:个工作日|天内|小时内|分钟内|年内)|(?:今天|明天|后天|下周.|周[一二三四五六日])/gu,
  /保证|承诺|包退|包换|免费|全额|赔偿|赔付|假一赔|终身|永久|无条件/gu,
  /(?:https?:|www\.)\S+|[a-z0-9-]+\.(?:com|cn|net|top|shop)\S*/giu,
];

/** Words of trade are for those who ask about buying, or about what they bought. */
const trade: readonly Intent[] = ['purchase-interest', 'order-delivery', 'usage-question'];

export interface Guarded {
  text: string;
  /** What the text was made of: every claim must stand in it. */
  source: string;
  /** Of the message, the most important first. */
  intents: readonly Intent[];
  mood: Mood;
  /** The customer has opted out, or waits for a problem to be closed. */
  quiet: boolean;
}

/** Null: the text may be proposed. Values filled into it (a nickname) can hold claims as well, and are judged. */
export function guardFault({ text, source, intents, mood, quiet }: Guarded): GuardFault | null {
  const stated = claims.flatMap((pattern) => [...text.matchAll(pattern)].map(([claim]) => claim));
  if (!stated.every((claim) => source.includes(claim))) return 'claim_without_source';
  const maySell = !quiet && mood !== 'angry' && !intents.includes('complaint') && trade.includes(intents[0]!);
  if (!maySell && findWords(text, ['price', 'promotion', 'link']).length > 0) return 'commerce';
  return null;
}
