import { instantAt, parseCivilDay } from '../../kernel/calendar';
import { parseDateText } from '../../kernel/date-text';
import type { Instant } from '../../kernel/ports';
import { fileTexts } from './texts';

/** A cell that cannot be read; the message is for the operator. */
export class BadCell extends Error {}

/** Where the text of a cell is read: the shop's zone, for times without one. */
export interface CellContext {
  zone: string;
}

export function readInteger(text: string): number {
  const plain = text.replace(/,(?=\d{3}\b)/g, '').replace(/\.0+$/, '');
  if (!/^-?\d{1,15}$/.test(plain)) throw new BadCell(fileTexts.badNumber);
  return Number(plain);
}

/** Yuan, as `1999`, `1,999.00`, `¥1999.9`, `1999元`, in fen. */
export function readYuan(text: string): number {
  const plain = text.normalize('NFKC').replace(/^[¥￥]\s*|元$|,(?=\d{3}\b)/g, '');
  const [, whole, part = ''] = /^(\d{1,10})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  if (whole === undefined) throw new BadCell(fileTexts.badMoney);
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

const yes = /^(是|已退订|退订|y|yes|true|1|√)$/i;
const no = /^(否|未退订|正常|n|no|false|0|×)$/i;

export function readYesNo(text: string): boolean {
  if (yes.test(text)) return true;
  if (no.test(text)) return false;
  throw new BadCell(fileTexts.badYesNo);
}

/** 茶、猫；茶,猫 … */
export function readList(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) return readJson(trimmed) as string[];
  return trimmed
    .split(/[、,，;；|/\n]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** What it holds is checked against the contract later. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadCell(fileTexts.badJson);
  }
}

/** ISO 8601 with offset, or the wall time of the shop: `2027-01-05 12:30`, `2027/1/5`. */
export function readInstant(text: string, { zone }: CellContext): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return text;
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/.exec(
    text,
  );
  const [, year, month, date, hour = '0', minute = '00', second = '00'] = match ?? [];
  const day = match && parseCivilDay(`${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`);
  if (!day || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw new BadCell(fileTexts.badInstant);
  const at: Instant = instantAt(day, `${hour.padStart(2, '0')}:${minute}`, zone) + Number(second) * 1000;
  return new Date(at).toISOString();
}

export interface ReadDate {
  calendar: 'solar' | 'lunar';
  year?: number;
  month: number;
  day: number;
  leapMonth?: boolean;
}

/** 1990-08-15, 农历八月十五; `calendar` when the column says which. What can be taken two ways is refused. */
export function readDate(text: string, calendar?: 'solar' | 'lunar'): ReadDate {
  const plain = text.replace(/ 00:00(:00)?$/, '');
  const parsed = parseDateText(calendar === 'lunar' && !/农历|阴历/.test(plain) ? `农历${plain}` : plain);
  if (!parsed || parsed.matched.length < plain.trim().length - 2) throw new BadCell(fileTexts.badDate);
  if (!parsed.sure) throw new BadCell(fileTexts.unsureDate);
  const { year, month, day, leapMonth } = parsed;
  return {
    calendar: parsed.calendar,
    month,
    day,
    ...(year === null ? {} : { year }),
    ...(leapMonth ? { leapMonth } : {}),
  };
}
