import type { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/ports';

/** Whose customers may be counted: all, or those of some reps. */
type Whose = { kind: 'all' } | { kind: 'reps'; repUserIds: string[] };

interface Count {
  owners: number;
  at: number;
}

const keptMs = 60_000;
const mostKept = 5_000;

/** How many customers own each product. Counting a million lines takes its time, so a count holds for a minute. */
export class ProductOwners {
  private readonly counts = new Map<string, Count>();

  constructor(private readonly options: { dataSource: DataSource; clock: Clock }) {}

  async count(skus: readonly string[], whose: Whose): Promise<{ owners: Record<string, number>; countedAt: number }> {
    const now = this.options.clock.now();
    const whom = whose.kind === 'all' ? '*' : JSON.stringify(whose.repUserIds);
    const keyOf = (sku: string) => `${whom} ${sku}`;
    const isFresh = (count: Count | undefined) => count !== undefined && now - count.at < keptMs && now >= count.at;
    const missing = skus.filter((sku) => !isFresh(this.counts.get(keyOf(sku))));
    if (this.counts.size > mostKept) this.counts.clear();
    const found = missing.length === 0 ? new Map<string, number>() : await this.read(missing, whose);
    for (const sku of missing) this.counts.set(keyOf(sku), { owners: found.get(sku) ?? 0, at: now });
    const counts = skus.map((sku) => [sku, this.counts.get(keyOf(sku))?.owners ?? 0] as const);
    const oldest = Math.min(now, ...skus.map((sku) => this.counts.get(keyOf(sku))?.at ?? now));
    return { owners: Object.fromEntries(counts), countedAt: oldest };
  }

  private async read(skus: readonly string[], whose: Whose): Promise<Map<string, number>> {
    if (whose.kind === 'reps' && whose.repUserIds.length === 0) return new Map();
    const marks = (values: readonly string[]) => values.map(() => '?').join(',');
    const [join, narrow, more] =
      whose.kind === 'all'
        ? ['', 'and i.externalUserId is not null', []]
        : [
            'join customers c on c.externalUserId = i.externalUserId',
            `and c.repUserId in (${marks(whose.repUserIds)})`,
            whose.repUserIds,
          ];
    const rows: { sku: string; owners: number }[] = await this.options.dataSource.query(
      `select i.sku, count(distinct i.externalUserId) as owners from order_items i ${join}
        where i.sku in (${marks(skus)}) ${narrow} group by i.sku`,
      [...skus, ...more],
    );
    return new Map(rows.map(({ sku, owners }) => [sku, Number(owners)]));
  }
}
