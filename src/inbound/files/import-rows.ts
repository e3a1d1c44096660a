import { CareError, type Fault } from '../../kernel/errors';
import type { RowKind } from '../rows/save-rows';
import { BadCell, type CellContext } from './cells';
import {
  bindColumns,
  type Body,
  type BoundColumn,
  type Column,
  customerColumns,
  itemColumns,
  libraryColumns,
  orderColumns,
  productColumns,
} from './columns';
import type { TableRow } from './table-file';
import { fileTexts } from './texts';

/** One thing of a file in the contract's shape, and the rows it was read from. */
export interface Draft {
  rows: TableRow[];
  body: Body;
  faults: Fault[];
}

const columnsOf: Record<RowKind, Column[]> = {
  customers: customerColumns,
  orders: [...orderColumns, ...itemColumns],
  products: productColumns,
  scripts: libraryColumns,
  knowledge: libraryColumns,
};
/** Of each group the file needs one. */
const neededOf: Record<RowKind, string[][]> = {
  customers: [['externalUserId', 'unionId', 'mobile']],
  orders: [['orderNo'], ['externalUserId', 'unionId', 'mobile'], ['paidAt'], ['sku', 'name']],
  products: [['sku'], ['name']],
  scripts: [['title'], ['text']],
  knowledge: [['title'], ['text']],
};
/** What is kept as words must be words: a formula would be kept as what it came to that day. */
const wordsOnly: readonly RowKind[] = ['scripts', 'knowledge'];

/** Turns the rows of one file into drafts; made from its header row. Throws CareError when a needed column is missing. */
export class RowReader {
  readonly ignoredColumns: string[];
  private readonly bound: BoundColumn[];

  constructor(
    private readonly kind: RowKind,
    header: string[],
    private readonly context: CellContext,
  ) {
    const { bound, ignored } = bindColumns(header, columnsOf[kind]);
    this.bound = bound;
    this.ignoredColumns = ignored;
    const present = new Set(bound.map(({ column }) => column.field));
    const missing = neededOf[kind].filter((group) => !group.some((field) => present.has(field)));
    if (missing.length > 0) {
      const told = missing.map((group) => group.map((field) => this.nameOf(field)).join('/'));
      throw new CareError('missing_columns', fileTexts.missingColumns(told), { status: 422 });
    }
  }

  /** Rows of one order that stand together become one draft. */
  async *drafts(rows: AsyncIterable<TableRow>): AsyncGenerator<Draft> {
    if (this.kind !== 'orders') {
      for await (const row of rows) yield this.read(row, this.bound);
      return;
    }
    const seen = new Set<string>();
    let group: Draft | null = null;
    for await (const row of rows) {
      const line = this.readOrderLine(row);
      const orderNo = String(line.body.orderNo ?? '');
      if (group && orderNo !== '' && group.body.orderNo === orderNo) {
        join(group, line);
        continue;
      }
      if (group) yield finishOrder(group);
      if (seen.has(orderNo)) line.faults.push({ path: 'orderNo', message: fileTexts.apart });
      if (orderNo !== '') seen.add(orderNo);
      group = line;
    }
    if (group) yield finishOrder(group);
  }

  /** How the file calls a field of the contract, for the operator. */
  headerOf(path: string): string {
    const field = path.split('.')[0] ?? '';
    const found = this.bound.find(({ column }) => column.field === path || column.field === field);
    return found?.header ?? path;
  }

  private nameOf(field: string): string {
    return (
      columnsOf[this.kind]
        .find((column) => column.field === field)
        ?.headers.slice(0, 3)
        .join('|') ?? field
    );
  }

  private read(row: TableRow, columns: BoundColumn[]): Draft {
    const draft: Draft = { rows: [row], body: {}, faults: [] };
    for (const { column, index } of columns) {
      const cell = row.cells[index] ?? '';
      if (cell === '') continue;
      if (row.formulas.includes(index) && wordsOnly.includes(this.kind)) {
        draft.faults.push({ path: column.field, message: fileTexts.formula });
        continue;
      }
      try {
        column.put(draft.body, cell, this.context);
      } catch (error) {
        if (!(error instanceof BadCell)) throw error;
        draft.faults.push({ path: column.field, message: error.message });
      }
    }
    return draft;
  }

  private readOrderLine(row: TableRow): Draft {
    const isItem = ({ column }: BoundColumn) => itemColumns.includes(column);
    const order = this.read(
      row,
      this.bound.filter((bound) => !isItem(bound)),
    );
    const item = this.read(row, this.bound.filter(isItem));
    const { sku, name } = item.body;
    const whole = { quantity: 1, ...item.body, sku: sku ?? name, name: name ?? sku };
    return {
      rows: [row],
      body: { ...order.body, items: [whole] },
      faults: [...order.faults, ...item.faults.map((fault) => ({ ...fault, path: `items.0.${fault.path}` }))],
    };
  }
}

function join(order: Draft, line: Draft): void {
  const { items, ...fields } = line.body;
  for (const [field, value] of Object.entries(fields)) {
    if (order.body[field] === undefined) order.body[field] = value;
    else if (order.body[field] !== value) order.faults.push({ path: field, message: fileTexts.differs });
  }
  order.body.items = [...(order.body.items as Body[]), ...(items as Body[])];
  order.rows.push(...line.rows);
  order.faults.push(...line.faults);
}

/** What a file of order lines leaves unsaid: paid, and the total is the sum of its lines. */
function finishOrder(order: Draft): Draft {
  const { body } = order;
  const items = body.items as { quantity: number; unitPriceCents?: number }[];
  const [only] = items;
  if (items.length === 1 && only && only.unitPriceCents === undefined && typeof body.totalCents === 'number') {
    only.unitPriceCents = Math.round(body.totalCents / Math.max(only.quantity, 1));
  }
  if (body.totalCents === undefined && items.every((item) => item.unitPriceCents !== undefined)) {
    body.totalCents = items.reduce((sum, item) => sum + item.quantity * (item.unitPriceCents ?? 0), 0);
  }
  body.status ??= body.deliveredAt === undefined ? 'paid' : 'delivered';
  return order;
}
