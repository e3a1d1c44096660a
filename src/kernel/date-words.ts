import type { Calendar } from './yearly-date';

/** Characters written otherwise, and below each the one that the grammar knows. */
const WRITTEN = '農曆陰閏臘號陽舊國節雙兒聖慶勞動婦師親龍○—–';
const SIMPLER = '农历阴闰腊号阳旧国节双儿圣庆劳动妇师亲龙〇--';
const SIMPLE = new Map([...WRITTEN].map((char, index) => [char, [...SIMPLER][index]]));

/** The text with traditional characters and full-width forms as their simple ones, one character for one. */
export function simplify(text: string): string {
  return text.replace(/[^\x00-\x7f]/g, (char) => {
    const code = char.charCodeAt(0);
    return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : (SIMPLE.get(char) ?? char);
  });
}

export const DIGITS = '一二三四五六七八九';
export const ZERO_DIGITS = '〇一二三四五六七八九';

/** 8, 08, 八, 十五, 二十九, 廿三, 卅一, 初八, 半 (the 15th). */
export function readNumber(text: string): number {
  const plain = text.replace('初', '');
  if (/^\d+$/.test(plain)) return Number(plain);
  if (plain === '半') return 15;
  const spelt = plain.replace('廿', '二十').replace('卅', '三十');
  const [tens, ones] = spelt.includes('十') ? (spelt.split('十') as [string, string]) : ['', spelt];
  const ten = spelt.includes('十') ? (tens === '' ? 1 : DIGITS.indexOf(tens) + 1) : 0;
  return ten * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones) + 1);
}

/** 1990, 一九九〇, 90, 九零. Two digits are 1930..2029, which only those born since 1940 and by 2019 are sure of. */
export function readYear(text: string | undefined): { year: number | null; sure: boolean } {
  if (text === undefined) return { year: null, sure: true };
  const year = Number(
    [...text.replaceAll('零', '〇')].map((d) => (/\d/.test(d) ? d : ZERO_DIGITS.indexOf(d))).join(''),
  );
  if (text.length === 4) return { year, sure: true };
  return { year: year < 30 ? 2000 + year : 1900 + year, sure: year < 20 || year >= 40 };
}

const MONTH_WORDS: Record<string, number> = { 正: 1, 元: 1, 冬: 11, 腊: 12 };

/** 8, 八, 正, 元, 冬, 腊: what stands before 月. */
export function readMonth(text: string): number {
  return MONTH_WORDS[text] ?? readNumber(text);
}

export function readCalendar(word: string | undefined): Calendar | null {
  if (word === undefined) return null;
  return /[农阴旧老夏古]历/.test(word) ? 'lunar' : 'solar';
}

type NamedDay = [calendar: Calendar, month: number, day: number, sure: boolean];

/** Days known by a name. Not sure: those that differ by region, or whose words mean other things too. */
export const NAMED_DAYS: Record<string, NamedDay> = {
  春节: ['lunar', 1, 1, true],
  元宵节: ['lunar', 1, 15, true],
  元宵: ['lunar', 1, 15, true],
  龙抬头: ['lunar', 2, 2, true],
  端午节: ['lunar', 5, 5, true],
  端午: ['lunar', 5, 5, true],
  七夕情人节: ['lunar', 7, 7, true],
  七夕: ['lunar', 7, 7, true],
  中元节: ['lunar', 7, 15, true],
  中元: ['lunar', 7, 15, true],
  中秋节: ['lunar', 8, 15, true],
  中秋: ['lunar', 8, 15, true],
  重阳节: ['lunar', 9, 9, true],
  重阳: ['lunar', 9, 9, true],
  腊八节: ['lunar', 12, 8, true],
  腊八: ['lunar', 12, 8, true],
  小年: ['lunar', 12, 23, false],
  元旦: ['solar', 1, 1, true],
  情人节: ['solar', 2, 14, true],
  三八: ['solar', 3, 8, true],
  妇女节: ['solar', 3, 8, true],
  五一: ['solar', 5, 1, true],
  劳动节: ['solar', 5, 1, true],
  五四: ['solar', 5, 4, true],
  青年节: ['solar', 5, 4, true],
  六一: ['solar', 6, 1, true],
  儿童节: ['solar', 6, 1, true],
  七一: ['solar', 7, 1, true],
  建党节: ['solar', 7, 1, true],
  八一: ['solar', 8, 1, true],
  建军节: ['solar', 8, 1, true],
  教师节: ['solar', 9, 10, true],
  国庆节: ['solar', 10, 1, true],
  国庆: ['solar', 10, 1, true],
  十一: ['solar', 10, 1, false],
  双十一: ['solar', 11, 11, true],
  双十二: ['solar', 12, 12, true],
  平安夜: ['solar', 12, 24, true],
  圣诞节: ['solar', 12, 25, true],
  圣诞: ['solar', 12, 25, true],
};
