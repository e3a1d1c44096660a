import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';

/**
 * A workbook of one sheet, written as it is read. Every cell is a text, so that none is a formula.
 *
 * @returns at once; a fault while it is written breaks the stream
 */
export async function sheetOf(name: string, header: string[], rows: AsyncIterable<string[]>): Promise<Readable> {
  // 22 MB that only this path needs
  const { default: excel } = await import('exceljs');
  const out = new PassThrough();
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: false });
  const sheet = workbook.addWorksheet(name);
  const write = async () => {
    sheet.addRow(header).commit();
    for await (const cells of rows) {
      if (out.destroyed) return;
      sheet.addRow(cells).commit();
      if (out.writableNeedDrain) await once(out, 'drain');
    }
    await workbook.commit();
  };
  void write().catch((error: Error) => out.destroy(error));
  return out;
}
