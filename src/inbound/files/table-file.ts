import { TextDecoder } from 'node:util';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { CareError } from '../../kernel/errors';
import type { TableSource } from './table-source';
import { fileTexts } from './texts';
import { zipFault } from './zip-size';

/** One row of a table: the number that a spreadsheet shows beside it, and the cells as text. */
export interface TableRow {
  row: number;
  cells: string[];
  /** Places of cells that hold a formula, of which the text is only what it came to. */
  formulas: number[];
}

/** All parts of a workbook together, unpacked: its texts are held in memory while it is read. */
const mostMegabytes = 200;

/** No honest row is longer; an unclosed quote would take in the rest of the file. */
const longestRow = 1_000_000;

/** Reads the rows of a CSV (UTF-8 or GBK; comma, semicolon or tab) or of an XLSX file's first sheet, one at a time. */
export async function* readTable(source: TableSource): AsyncGenerator<TableRow> {
  const start = await source.bytes(0, 65_536);
  if (start.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) throw refusal(fileTexts.oldExcel);
  const isZip = start.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
  for await (const row of isZip ? readXlsx(source) : readCsv(source, start)) {
    const cells = row.cells.map(tidy);
    if (cells.some((cell) => cell !== '')) yield { ...row, cells };
  }
}

async function* readCsv(source: TableSource, start: Buffer): AsyncGenerator<TableRow> {
  const encoding = await encodingOf(source, start);
  const [header = ''] = iconv.decode(start, encoding).split(/\r\n|\n|\r/, 1);
  const parser = source
    .stream()
    .pipe(iconv.decodeStream(encoding))
    .pipe(
      parse({
        delimiter: delimiterOf(header),
        bom: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        max_record_size: longestRow,
        info: true,
      }),
    );
  let line = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      line = info.lines;
      yield { row: line, cells: record, formulas: [] };
    }
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || !String(cause.code).startsWith('CSV_')) throw cause;
    throw new CareError('broken_file', fileTexts.brokenCsv(line + 1), { cause });
  }
}

/** UTF-16 by its mark; else UTF-8 if the whole file is; else what Excel in China writes. */
async function encodingOf(source: TableSource, start: Buffer): Promise<string> {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of source.stream()) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

function delimiterOf(header: string): string {
  const counts = [',', '\t', ';'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

async function* readXlsx(source: TableSource): AsyncGenerator<TableRow> {
  const fault = await zipFault(source, mostMegabytes * 1024 * 1024);
  if (fault === 'swollen') throw new CareError('swollen_file', fileTexts.swollenExcel(mostMegabytes));
  if (fault === 'broken') throw new CareError('broken_file', fileTexts.brokenExcel);
  // 22 MB that only this path needs
  const { default: excel } = await import('exceljs');
  const reader = new excel.stream.xlsx.WorkbookReader(source.stream(), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'emit',
  });
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const values = Array.isArray(row.values) ? row.values.slice(1) : [];
        const formulas = values.flatMap((value, index) => (isFormula(value) ? [index] : []));
        yield { row: row.number, cells: Array.from(values, cellText), formulas };
      }
      return;
    }
  } catch (cause) {
    throw new CareError('broken_file', fileTexts.brokenExcel, { cause });
  }
}

function isFormula(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('formula' in value || 'sharedFormula' in value);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  // Excel's dates have no zone; exceljs gives the wall time as UTC
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
  if (typeof value !== 'object') return String(value);
  if ('richText' in value && Array.isArray(value.richText)) {
    return (value.richText as { text: string }[]).map(({ text }) => text).join('');
  }
  if ('result' in value) return cellText(value.result);
  if ('text' in value) return cellText(value.text);
  return '';
}

/** Without the apostrophe that keeps a spreadsheet from taking a text for a formula. */
function tidy(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, '');
}

function refusal(message: string): CareError {
  return new CareError('unreadable_file', message);
}
