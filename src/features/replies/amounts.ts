import type { FoundWords } from './found';

/** How much, how many or how long: 两盒, 半个月, 299块. */
export interface FoundAmount extends FoundWords {
  value: number;
  /** 元, 月, 周, 小时, or the measure word. */
  unit: string;
}

const digits = '零一二三四五六七八九';
const numeral = '\\d+(?:\\.\\d+)?|[零一二两俩仨三四五六七八九十百千万半]+';
const plainUnits: Record<string, string> = {
  ...{ 块钱: '元', 块: '元', 元钱: '元', rmb: '元', 个月: '月', 个星期: '周', 星期: '周', 个礼拜: '周', 礼拜: '周' },
  ...{ 个人: '人', 周年: '年', 个钟头: '小时', 钟头: '小时', 个小时: '小时', 斤: '斤', 公斤: '公斤', 日: '天' },
};
const strongUnits =
  '周年|块钱|元钱|元|块|rmb|个月|个星期|星期|个礼拜|礼拜|周|个?小时|个?钟头|分钟|天|年|岁|台|盒|罐|箱|瓶|包|袋|口|斤|公斤|度|折|升|毫升|ml|克|瓦|盆|次|回|遍|张|盘|字|米|支|套';
const weakUnits = '个人|个|人|只|条|件|份|杯|壶|片|颗|把|本|单|双|根|位|碗|桶|桌|层|楼';

const pattern = new RegExp(
  `(?<![第\\d.:/年月几十百多])(?<number>${numeral})(?<half>个半)?(?:(?<strong>${strongUnits})|(?<weak>${weakUnits}))` +
    '(?![芯号点半出错]|下就|月\\d)(?<after>半)?',
  'gu',
);
/** Prices are said without a unit. */
const barePrice = new RegExp(
  `(?<=付了|花了|贵了|降价|降了|便宜了|预算|订金|收了|卖|要价|一共|总共|[了交]|是)(?<number>\\d{2,5}|[一二两三四五六七八九][百千]|[一二两三四五六七八九]?十)(?![\\d.一二两三四五六七八九十百千万来多几个天次台盒罐元块折号点年月周级栋个岁斤分位人遍回层楼口度])|` +
    `(?<![\\d.:/号第月一-龥])(?<front>\\d{2,5})(?!\\d)(?=买|以内|以下|左右|那个|那款|一台|这价|的那)|(?<end>(?<=[ ,，])\\d{2,4})(?=[?？]$)`,
  'gu',
);
const age = new RegExp(
  `(?<![第\\d月])(?<number>\\d{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]十[一二三四五六七八九])(?=大寿|寿|了(?![吧个天])|啦)`,
  'gu',
);
const ofAge = /[他她妈爸爷奶公婆娘爹岁寿]|生日/;

/** 十五, 两百, 三千, 半: the number that numerals mean; NaN: none (两三). */
function readAmount(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  if (/[一二两三四五六七八九]{2}/.test(text) || text.includes('半')) return NaN;
  let [total, current] = [0, 0];
  for (const char of text.replace('俩', '两').replace('仨', '三').replaceAll('两', '二')) {
    const power = { 十: 10, 百: 100, 千: 1_000, 万: 10_000 }[char];
    if (power === undefined) current = digits.indexOf(char);
    else if (power === 10_000) [total, current] = [(total + current) * power, 0];
    else [total, current] = [total + (current || 1) * power, 0];
  }
  return total + current;
}

/** 一下, 一个人, 一层油: not how many. A single thing counts where it is asked for. */
function isSaidLoosely(text: string, match: RegExpMatchArray): boolean {
  const { number = '', strong, weak = '' } = match.groups ?? {};
  if (strong === '年') return Number(number) > 50 || /^[零一二三四五六七八九]{2,}$/.test(number);
  if (strong === '天' && number === '半') return true;
  if (!'一1'.includes(number)) return (number === '半' && weak !== '') || weak === '楼' || weak === '层';
  const before = text.slice(0, match.index);
  const after = text.slice((match.index ?? 0) + match[0].length);
  if (weak === '个') return !/(?:来|买|要|拿|囤|配|再|给我)$/.test(before) || /人|月/.test(after.slice(0, 1));
  if (weak === '人') return true;
  if (strong === '次' || strong === '回' || strong === '遍')
    return /多久|几个?[天月年]|再[^ ]?$|[换洗]$|[^ ]用$|^$/.test(before) || /^[一都性]|^成/.test(after);
  if (strong === '天') return !/^了/.test(after);
  return weak !== '' || /^(?:都|比)/.test(after) || strong === '块' || strong === '口' || strong === '度';
}

/** Every amount of the evened text, as written. */
export function findAmounts(even: string, written: string): FoundAmount[] {
  const found: FoundAmount[] = [];
  const add = (match: RegExpMatchArray, value: number, unit: string) => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (Number.isNaN(value) || found.some((other) => start < other.end && other.start < end)) return;
    found.push({ text: written.slice(start, end), start, end, value, unit });
  };
  for (const match of even.matchAll(pattern)) {
    const { number = '', half, strong, weak, after } = match.groups ?? {};
    const unit = strong ?? weak ?? '';
    if (isSaidLoosely(even, match)) continue;
    const plus = half !== undefined || after !== undefined ? 0.5 : 0;
    add(match, readAmount(number) + plus, plainUnits[unit] ?? unit);
  }
  for (const match of even.matchAll(barePrice)) {
    const { number, front, end } = match.groups ?? {};
    add(match, readAmount(number ?? front ?? end ?? ''), '元');
  }
  if (ofAge.test(even))
    for (const match of even.matchAll(age)) add(match, readAmount(match.groups?.number ?? ''), '岁');
  return found.sort((one, other) => one.start - other.start);
}
