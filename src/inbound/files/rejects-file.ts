import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Stringifier, stringify } from 'csv-stringify';
import type { RefusedRow } from './save-drafts';
import { fileTexts } from './texts';

/** escape_formulas: a spreadsheet must not run what a customer wrote; the mark at the start is for Excel's UTF-8. */
export const rejectsFormat = { bom: true, escape_formulas: true } as const;

export function rejectsHeader(header: string[]): string[] {
  const { row, field, reason } = fileTexts.rejectsHeader;
  return [row, field, reason, ...header];
}

/** @param headerOf how the file calls a field of the contract */
export function rejectsLine({ row, faults }: RefusedRow, headerOf: (path: string) => string): string[] {
  const fields = [...new Set(faults.map((fault) => headerOf(fault.path)))].join('；');
  const reasons = faults.map((fault) => fault.message).join('；');
  return [String(row.row), fields, reasons, ...row.cells];
}

/** `FILE.rejected.csv`: the refused rows with their reasons, to be mended and imported again. Made with its first row. */
export class RejectsFile {
  readonly path: string;
  private out: { csv: Stringifier; done: Promise<void> } | null = null;

  constructor(
    file: string,
    private readonly header: string[],
  ) {
    this.path = `${file}.rejected.csv`;
  }

  /** Takes away what an earlier import left. */
  async clear(): Promise<void> {
    await rm(this.path, { force: true });
  }

  async write(refused: RefusedRow, headerOf: (path: string) => string): Promise<void> {
    this.out ??= this.begin();
    const more = this.out.csv.write(rejectsLine(refused, headerOf));
    if (!more) await new Promise((resolve) => this.out!.csv.once('drain', resolve));
  }

  /** @returns the file's path, or null when nothing was refused */
  async close(): Promise<string | null> {
    if (!this.out) return null;
    this.out.csv.end();
    await this.out.done;
    return this.path;
  }

  private begin() {
    const csv = stringify(rejectsFormat);
    const file = createWriteStream(this.path, { mode: 0o600 });
    csv.pipe(file);
    csv.write(rejectsHeader(this.header));
    return { csv, done: finished(file) };
  }
}
