import type { DataSource } from 'typeorm';
import { civilDay } from '../../kernel/calendar';
import type { Clock, Vault } from '../../kernel/ports';
import { Segment } from '../../model/segment';
import { filterSql, type Sql } from './customer-filter';

const idsAtATime = 500;

/** Who is in a segment, asked anew each time: by whoever plans, and by whoever counts an audience. */
export class SegmentMembers {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock; vault: Vault; zone: string }) {}

  /** A select of `externalUserId`; null: there is no segment of this name. */
  async sqlOf(name: string): Promise<Sql | null> {
    const segment = await this.options.dataSource.getRepository(Segment).findOneBy({ name });
    return segment && this.selectOf(segment);
  }

  /** Of these customers, by id: which of the named segments they are in. */
  async namesOf(names: readonly string[], ids: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const name of names) {
      const select = await this.sqlOf(name);
      if (!select) continue;
      for (let from = 0; from < ids.length; from += idsAtATime) {
        for (const id of await this.among(select, ids.slice(from, from + idsAtATime))) {
          found.set(id, [...(found.get(id) ?? []), name]);
        }
      }
    }
    return found;
  }

  /** Changes when one of the named segments does. */
  async stampOf(names: readonly string[]): Promise<string> {
    if (names.length === 0) return '';
    const segments = await this.options.dataSource.getRepository(Segment).find({ order: { name: 'ASC' } });
    const used = segments.filter(({ name }) => names.includes(name));
    return JSON.stringify(used.map(({ name, version, createdAt }) => [name, version, createdAt]));
  }

  private async among({ sql, params }: Sql, ids: readonly string[]): Promise<string[]> {
    const rows: { externalUserId: string }[] = await this.options.dataSource.query(
      `${sql} and c.externalUserId in (${ids.map(() => '?').join(',')})`,
      [...params, ...ids],
    );
    return rows.map(({ externalUserId }) => externalUserId);
  }

  private selectOf({ filter }: Segment): Sql {
    const { clock, vault, zone } = this.options;
    const { sets, columns } = filterSql(filter, {
      scope: { kind: 'all' },
      today: civilDay(clock.now(), zone),
      zone,
      fingerprint: (mobile) => vault.fingerprint(mobile),
    });
    const tests = [...sets.map(({ test }) => test), ...columns];
    const where = tests.map(({ sql }) => ` and (${sql})`).join('');
    return {
      sql: `select c.externalUserId from customers c where 1 = 1${where}`,
      params: tests.flatMap(({ params }) => params),
    };
  }
}
