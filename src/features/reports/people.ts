import type { DataSource } from 'typeorm';
import { unnamed } from './reports-texts';
import { inScope, marks, type RepScope } from './scope-sql';

export interface Person {
  id: string;
  name: string;
}

const mostShown = 20;
/** Customers of one beginning of a name that are looked at. */
const mostNames = 1_000;

/** Reps and customers to choose from, by the beginning of their name. */
export class People {
  constructor(private readonly options: { dataSource: DataSource }) {}

  async reps(name: string, reps: RepScope): Promise<Person[]> {
    const scope = inScope('repUserId', reps);
    return this.query(
      `select repUserId as id, name from reps where name >= ? and name < ?${scope.sql} order by name limit ?`,
      [name, endOf(name), ...scope.parameters, mostShown],
    );
  }

  async customers(name: string, reps: RepScope): Promise<Person[]> {
    const found = await this.query<Person & { repUserId: string | null }>(
      'select externalUserId as id, name, repUserId from customers where name >= ? and name < ? order by name limit ?',
      [name, endOf(name), reps === null ? mostShown : mostNames],
    );
    return found
      .filter(({ repUserId }) => reps === null || (repUserId !== null && reps.includes(repUserId)))
      .slice(0, mostShown)
      .map((person) => ({ id: person.id, name: person.name || unnamed }));
  }

  /** Null: nobody of that id in the scope. */
  async customer(externalUserId: string, reps: RepScope): Promise<Person | null> {
    const scope = inScope('repUserId', reps);
    const [found] = await this.query<Person>(
      `select externalUserId as id, name from customers where externalUserId = ?${scope.sql}`,
      [externalUserId, ...scope.parameters],
    );
    return found ? { id: found.id, name: found.name || unnamed } : null;
  }

  /** The first of a rep's customers, or of all that the scope leaves; one more than `limit` tells that there are others. */
  async firstCustomers(reps: RepScope, limit: number): Promise<string[]> {
    const scope = inScope('repUserId', reps);
    const rows = await this.query<{ externalUserId: string }>(
      `select externalUserId from customers where externalUserId > ''${scope.sql} order by externalUserId limit ?`,
      [...scope.parameters, limit],
    );
    return rows.map(({ externalUserId }) => externalUserId);
  }

  async customerNames(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<Person>(
      `select externalUserId as id, name from customers where externalUserId in (${marks(ids)})`,
      [...ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name || unnamed]));
  }

  private query<Row = Person>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.options.dataSource.query(sql, parameters);
  }
}

function endOf(beginning: string): string {
  return `${beginning}\u{10FFFF}`;
}
