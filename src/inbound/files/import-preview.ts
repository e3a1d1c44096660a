import type { Draft, RowReader } from './import-rows';
import type { RefusedRow } from './save-drafts';

const rowsShown = 5;
const faultsShown = 30;
/** Of a cell. */
const charactersShown = 80;

/** What a member sees of a file before they confirm its import. */
export class ImportPreview {
  rows = 0;
  private readonly first: string[][] = [];
  private readonly faults: { row: number; field: string; reason: string }[] = [];

  constructor(
    private readonly header: string[],
    private readonly reader: Pick<RowReader, 'headerOf'>,
  ) {}

  take(drafts: Draft[], refused: RefusedRow[]): void {
    for (const { rows } of drafts) {
      this.rows += rows.length;
      for (const { cells } of rows) if (this.first.length < rowsShown) this.first.push(cells.map(short));
    }
    for (const { row, faults } of refused) {
      for (const { path, message } of faults) {
        if (this.faults.length === faultsShown) return;
        this.faults.push({ row: row.row, field: path && this.reader.headerOf(path), reason: message });
      }
    }
  }

  bytes(): Buffer {
    const { header, first, faults } = this;
    return Buffer.from(JSON.stringify({ columns: header.map(short), rows: first, faults }));
  }
}

function short(cell: string): string {
  return cell.length > charactersShown ? `${cell.slice(0, charactersShown)}…` : cell;
}
