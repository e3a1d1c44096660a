import { type ParsedDate, parseDateText } from '../../kernel/date-text';
import { personIn } from '../../kernel/kinship';
import type { DateKind } from '../../model/important-date';
import { readRepQuestion, type RepQuestion } from './rep-questions';

/** What a rep asked the bot for, in the chat with the app. */
export type RepCommand =
  | { kind: 'help' }
  /** Today's work, the customers who have their birthday soon, or what is known of one of them. */
  | RepQuestion
  /** A bare number: the answer to a question of the bot. */
  | { kind: 'choice'; number: number }
  | { kind: 'customer'; who: string }
  | { kind: 'date'; who: string; dateKind: DateKind; label: string; forWhom: string; date: ParsedDate }
  /** `paidWords` say the day, as written behind the amount; empty: today. */
  | { kind: 'order'; who: string; product: string; quantity: number; totalCents: number; paidWords: string }
  | { kind: 'note'; who: string; note: string }
  | { kind: 'opt-out'; who: string; reason: string }
  | { kind: 'opt-in'; who: string; reason: string }
  | { kind: 'problem'; who: string; problem: string }
  | { kind: 'problem-solved'; who: string; how: string }
  | { kind: 'deceased'; who: string }
  /** It was a mistake that the customer had died. */
  | { kind: 'alive'; who: string }
  /** Understood what is wanted, but not how: `fault` says what is missing. */
  | { kind: 'unclear'; fault: Fault; words: string };
type Fault = 'no_date' | 'no_amount' | 'no_reason' | 'no_words' | 'death_of_whom' | 'nothing';

const helpWords = new Set(['帮助', '帮忙', 'help', '?', '怎么用', '菜单']);
const todayWords = new Set(['今天', '今日', '今天任务', '待办']);
const dayNames = new Map<string, { dateKind: DateKind; label: string }>([
  ['结婚纪念日', { dateKind: 'wedding', label: '结婚纪念日' }],
  ['结婚', { dateKind: 'wedding', label: '结婚纪念日' }],
  ['纪念日', { dateKind: 'other', label: '纪念日' }],
]);

/** Reads one line of a rep. Words are parted by spaces; full-width letters and digits are read as their plain ones. */
export function readRepWords(text: string): RepCommand {
  const line = text
    .replace(/[０-９Ａ-Ｚａ-ｚ？．／－]/g, (char) => char.normalize('NFKC'))
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^([^\s,，、]+)[,，、] ?/, '$1 ');
  if (!line) return { kind: 'unclear', fault: 'nothing', words: '' };
  if (helpWords.has(line.toLowerCase())) return { kind: 'help' };
  if (todayWords.has(line)) return { kind: 'today' };
  if (/^\d{1,2}$/.test(line)) return { kind: 'choice', number: Number(line) };
  const [who = '', ...words] = line.split(' ');
  const question = readRepQuestion(line);
  if (words.length === 0) return question ?? { kind: 'customer', who };
  // What is to be written down is never taken for a question; a question is never taken for an order without a price.
  const readers = [readNote, readOptOut, readProblem, readDeath, () => question, readOrder, readDate];
  for (const read of readers) {
    const command = read(who, words);
    if (command) return command;
  }
  // A name of several words, such as "Anna Li", is a name all the same.
  return { kind: 'customer', who: line };
}

function readNote(who: string, [verb, ...rest]: string[]): RepCommand | null {
  if (verb !== '备注' && verb !== '记一下') return null;
  const note = rest.join(' ');
  return note ? { kind: 'note', who, note } : { kind: 'unclear', fault: 'no_words', words: who };
}

function readOptOut(who: string, [verb, ...rest]: string[]): RepCommand | null {
  const reason = rest.join(' ');
  if (verb === '退订' || verb === '不要再发' || verb === '别发了') return { kind: 'opt-out', who, reason };
  if (verb !== '恢复') return null;
  return reason ? { kind: 'opt-in', who, reason } : { kind: 'unclear', fault: 'no_reason', words: who };
}

function readProblem(who: string, [verb, ...rest]: string[]): RepCommand | null {
  const words = rest.join(' ');
  if (verb === '投诉') return { kind: 'problem', who, problem: words || '投诉' };
  if (verb === '已解决' || verb === '已处理') return { kind: 'problem-solved', who, how: words };
  return null;
}

const died = /^(?:去世|已故|过世|逝世)了?$/;

/** Of the customer, and of nobody else: `张三 妈妈 去世` must not end the care for 张三. */
function readDeath(who: string, words: string[]): RepCommand | null {
  if (words.length === 1 && words[0] === '健在') return { kind: 'alive', who };
  if (!words.some((word) => died.test(word))) return null;
  return words.length === 1 ? { kind: 'deceased', who } : { kind: 'unclear', fault: 'death_of_whom', words: who };
}

function readOrder(who: string, [verb = '', ...rest]: string[]): RepCommand | null {
  if (!/^(买了|购买了?|下单了?|复购了?)/.test(verb)) return null;
  const glued = verb.replace(/^(买了|购买了?|下单了?|复购了?)/, '');
  const words = glued ? [glued, ...rest] : rest;
  const unclear: RepCommand = { kind: 'unclear', fault: 'no_amount', words: who };
  const amountAt = amountIn(words);
  if (amountAt < 1) return unclear;
  const named = words.slice(0, amountAt).join(' ');
  const counted =
    /^(.*?)\s*[x×*]\s*(\d{1,3})$/i.exec(named) ?? /^(.*?)\s*(\d{1,3})\s*[个件台盒箱套支瓶袋]$/.exec(named);
  return {
    kind: 'order',
    who,
    product: (counted?.[1] ?? named).trim(),
    quantity: Number(counted?.[2] ?? 1),
    totalCents: Math.round(Number(words[amountAt]?.replace(/[^\d.]/g, '')) * 100),
    paidWords: words.slice(amountAt + 1).join(' '),
  };
}

/** Where the amount stands. A number behind it that may be a day is one: 8.15 of `净水器 1999 8.15`. */
function amountIn(words: string[]): number {
  const isAmount = (word = '') => /^[¥￥]?\d+(\.\d{1,2})?(元|块钱?)?$/.test(word);
  const last = words.findLastIndex(isAmount);
  const behindAmount = last > 1 && isAmount(words[last - 1]);
  return behindAmount && parseDateText(words[last] ?? '') ? last - 1 : last;
}

/** `生日 农历八月十五`, `女儿 6月1日 生日`, `结婚纪念日 10月1日`, in any order of the words. */
function readDate(who: string, words: string[]): RepCommand | null {
  const named = words.find((word) => word.endsWith('生日') || dayNames.has(word));
  if (!named) return null;
  const others = words.filter((word) => word !== named);
  const date = parseDateText(others.join(' '));
  if (!date) return { kind: 'unclear', fault: 'no_date', words: who };
  const unread = others.join(' ').replace(date.matched, ' ');
  const before = named.endsWith('生日') ? named.slice(0, -2) : '';
  const forWhom = personIn(`${before}${unread}`.replace(/的|是|在|\s/g, ''));
  if (/\d/.test(forWhom)) return { kind: 'unclear', fault: 'no_date', words: who };
  const { dateKind, label } = dayNames.get(named) ?? { dateKind: 'birthday' as const, label: '生日' };
  return { kind: 'date', who, dateKind, label, forWhom, date };
}
