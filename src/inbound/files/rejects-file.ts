import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Stringifier, stringify } from 'csv-stringify';
import type { Fault } from '../../kernel/errors';
import type { TableRow } from './table-file';
import { fileTexts } from './texts';

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

  async write(row: TableRow, faults: Fault[], headerOf: (path: string) => string): Promise<void> {
    this.out ??= this.begin();
    const fields = [...new Set(faults.map((fault) => headerOf(fault.path)))].join('；');
    const reasons = faults.map((fault) => fault.message).join('；');
    const more = this.out.csv.write([String(row.row), fields, reasons, ...row.cells]);
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
    const { row, field, reason } = fileTexts.rejectsHeader;
    // escape_formulas: a spreadsheet must not run what a customer wrote; the mark at the start is for Excel's UTF-8
    const csv = stringify({ bom: true, escape_formulas: true });
    const file = createWriteStream(this.path, { mode: 0o600 });
    csv.pipe(file);
    csv.write([row, field, reason, ...this.header]);
    return { csv, done: finished(file) };
  }
}
