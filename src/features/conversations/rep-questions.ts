/** What a rep asked in their own words rather than by a command. */
export type RepQuestion =
  | { kind: 'today' }
  | { kind: 'birthdays'; span: Span }
  | { kind: 'bought'; who: string }
  | { kind: 'dates'; who: string }
  /** A wish to send; `about` as written: 生日, 女儿生日, 结婚纪念日; empty: whatever comes next. */
  | { kind: 'wish'; who: string; about: string }
  | { kind: 'why-not'; who: string };

export type Span = 'today' | 'tomorrow' | 'week' | 'next-week' | 'month';

const spanOf: Record<string, Span> = {
  今天: 'today',
  今日: 'today',
  明天: 'tomorrow',
  这周: 'week',
  这星期: 'week',
  本周: 'week',
  最近: 'week',
  近期: 'week',
  下周: 'next-week',
  下星期: 'next-week',
  这个月: 'month',
  这月: 'month',
  本月: 'month',
};

const politeness =
  /^(?:你好|在吗|请问|请|麻烦你?|劳驾|那个|我想问(?:下|一下)?|我想知道|查(?:一下|下)?|看(?:一下|下|看)?|告诉我)[,，、]?/;
const particles = /(?:吗|呢|呀|啊|吧|啦|来着|[,，]?谢谢|[,，]?多谢|[?？!！。.~～…])+$/;
const what = '(?:什么|啥|哪些|哪个|哪几样|多少钱?)(?:东西|商品|产品)?';
const named = '(?<who>[^\\s].*?)';

type Reading = [form: RegExp, read: (parts: Record<string, string>) => RepQuestion];

/** Tried in this order. A form must be the whole line: half a match would be a guess. */
const readings: Reading[] = [
  [
    /^我?(?:今天|今日)?我?(?:还)?(?:要|该|得|需要|应该)(?:联系|跟进|关怀|关心|回访|问候|找)(?:谁|哪些(?:客户|人)|哪(?:几)?位(?:客户)?|什么人)$/,
    () => ({ kind: 'today' }),
  ],
  [/^我?(?:今天|今日)(?:还)?有?(?:什么|哪些|啥)(?:任务|待办|事情?|触达|安排|要做的)$/, () => ({ kind: 'today' })],
  [/^我?(?:今天|今日)的?(?:任务|待办|名单|安排|触达)(?:有哪些|有什么|是什么)?$/, () => ({ kind: 'today' })],
  [
    new RegExp(
      `^(?<span>${Object.keys(spanOf).join('|')})(?:都)?有?(?:谁|哪些(?:客户|人)|哪(?:几)?位(?:客户)?)(?:要|会)?过?生日$`,
    ),
    ({ span = '' }) => ({ kind: 'birthdays', span: spanOf[span] ?? 'week' }),
  ],
  [
    new RegExp(
      `^${named}(?:之前|以前|以往|最近|上次|都|一共|总共|平时)*(?:在我们?这儿?)?[买购](?:过|了|的)?(?:都)?(?:的)?(?:是|有)?些?${what}(?:了|过)?$`,
    ),
    ({ who = '' }) => ({ kind: 'bought', who }),
  ],
  [
    new RegExp(`^${named}的?(?:订单|购买记录|消费记录|买过的东西)(?:有哪些)?$`),
    ({ who = '' }) => ({ kind: 'bought', who }),
  ],
  [
    new RegExp(
      `^${named}的?(?:妈妈|爸爸|父母|孩子|女儿|儿子|老公|老婆|爱人|家人)?的?(?:生日|纪念日)(?:是|在)?(?:哪天|哪一天|几号|几月几号|几月|什么时候|啥时候|什么日子|多会儿)$`,
    ),
    ({ who = '' }) => ({ kind: 'dates', who }),
  ],
  [
    new RegExp(
      `^(?:帮我|帮忙|替我|帮)?(?:给|为|替)${named}(?:写|想|来|编|拟)[一1]?[句段条个份点]?(?:话)?(?<about>[^给]{0,8}?)的?(?:祝福|问候|贺词|祝词)(?:语|话)?$`,
    ),
    ({ who = '', about = '' }) => ({ kind: 'wish', who, about }),
  ],
  [
    new RegExp(
      `^(?:帮我|帮忙|替我|帮)?(?:写|想|来|编|拟)[一1]?[句段条个份点]?(?<about>[^给]{0,8}?)的?(?:祝福|问候|贺词|祝词)(?:语|话)?(?:发|送)?给${named}$`,
    ),
    ({ who = '', about = '' }) => ({ kind: 'wish', who, about }),
  ],
  [
    new RegExp(
      `^(?:今天)?(?:为什么|为啥|怎么)(?:今天)?(?:没有?|不)(?:安排|提醒我?)?(?:给|联系|跟进|问候)${named}(?:发(?:消息|东西)?)?$`,
    ),
    ({ who = '' }) => ({ kind: 'why-not', who }),
  ],
  [
    new RegExp(
      `^${named}(?:今天)?(?:为什么|为啥|怎么)(?:今天)?(?:没有?|不)(?:消息|安排|触达|任务|卡片|内容)(?:可?发)?$`,
    ),
    ({ who = '' }) => ({ kind: 'why-not', who }),
  ],
];

/** A question is short; what is longer tells something. */
const longest = 60;

/** Reads a question in free words; null: it is none that we know, and nothing is guessed. */
export function readRepQuestion(line: string): RepQuestion | null {
  if (line.length > longest) return null;
  const words = bare(line);
  for (const [form, read] of readings) {
    const match = form.exec(words);
    if (match) return read(match.groups ?? {});
  }
  return null;
}

/** Without greeting and particles, and with the spaces of a line that is no command closed up. */
function bare(line: string): string {
  let words = line.replace(/(?<![A-Za-z])\s+|\s+(?![A-Za-z])/g, '').replace(particles, '');
  for (let before = ''; before !== words;) {
    before = words;
    words = words.replace(politeness, '');
  }
  return words;
}
