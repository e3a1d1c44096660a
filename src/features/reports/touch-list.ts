import { type DataSource, In } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { Customer } from '../../model/customer';
import { Rep } from '../../model/rep';
import { Touch, type TouchState } from '../../model/touch';
import { unnamed } from './reports-texts';
import { inScope, marks, narrowed, type RepScope } from './scope-sql';
import type { TouchFilter } from './touch-days';

export interface ListedTouch {
  touch: Touch;
  customerName: string;
  repName: string;
}

export interface TouchPage {
  touches: ListedTouch[];
  nextCursor: string | null;
  tooManyNames: boolean;
}

/** What needs a look comes first; then what is on its way, then what is over. */
const order: readonly TouchState[] = [
  'held',
  'unknown',
  'failed',
  'planned',
  'offered',
  'sent',
  'skipped',
  'expired',
  'cancelled',
  'refused',
];
/** Customers of one beginning of a name that are looked at. */
const mostNames = 1_000;
const chunkSize = 500;

type Place = { state: TouchState; play: string; id: string };

/** A day's touches, page by page: places are found in the index `touches_state_day`, and only those shown are read. */
export class TouchList {
  constructor(private readonly options: { dataSource: DataSource }) {}

  async page(
    filter: TouchFilter & { name?: string; cursor?: string; limit: number },
    reps: RepScope,
  ): Promise<TouchPage> {
    const after = filter.cursor === undefined ? null : placeOf(filter.cursor);
    const scope = narrowed(reps, filter.repUserId);
    const { places, tooManyNames } = filter.name
      ? await this.placesOfName(filter.name, filter, scope, after)
      : { places: await this.places(filter, scope, after), tooManyNames: false };
    const shown = places.slice(0, filter.limit);
    const last = places.length > filter.limit ? shown.at(-1) : undefined;
    return { touches: await this.read(shown), nextCursor: last ? cursorOf(last) : null, tooManyNames };
  }

  /** @throws CareError `not_found`, also for what is not the member's to see */
  async one(id: string, sees: (repUserId: string | null) => boolean): Promise<ListedTouch> {
    const touch = await this.options.dataSource.manager.findOneBy(Touch, { id });
    if (!touch || !sees(touch.repUserId)) throw new CareError('not_found', '没有这条触达', { status: 404 });
    const [listed] = await this.named([touch]);
    return listed!; // one touch in, one out
  }

  /** One more than the page holds tells whether there are further ones. */
  private async places(
    { day, play, state, limit }: TouchFilter & { limit: number },
    reps: RepScope,
    after: Place | null,
  ): Promise<Place[]> {
    const scope = inScope('repUserId', reps);
    const found: Place[] = [];
    for (const each of statesAfter(state, after)) {
      const start = after?.state === each ? after : null;
      const rows: Place[] = await this.options.dataSource.query(
        `select state, play, id from touches where state = ? and dueOn = ?${play === undefined ? '' : ' and play = ?'}
          ${start ? 'and play >= ? and (play > ? or id > ?)' : ''}${scope.sql} order by play, id limit ?`,
        [
          each,
          day,
          ...(play === undefined ? [] : [play]),
          ...(start ? [start.play, start.play, start.id] : []),
          ...scope.parameters,
          limit + 1 - found.length,
        ],
      );
      found.push(...rows);
      if (found.length > limit) break;
    }
    return found;
  }

  private async placesOfName(
    name: string,
    { day, play, state }: TouchFilter,
    reps: RepScope,
    after: Place | null,
  ): Promise<{ places: Place[]; tooManyNames: boolean }> {
    const customers = await this.customersNamed(name, mostNames + 1);
    const scope = inScope('repUserId', reps);
    const found: Place[] = [];
    for (let start = 0; start < customers.length; start += chunkSize) {
      const ids = customers.slice(start, start + chunkSize);
      const rows: Place[] = await this.options.dataSource.query(
        `select state, play, id from touches where externalUserId in (${marks(ids)}) and dueOn = ?${scope.sql}`,
        [...ids, day, ...scope.parameters],
      );
      found.push(...rows);
    }
    const places = found
      .filter((place) => order.includes(place.state))
      .filter((place) => (play === undefined || place.play === play) && (state === undefined || place.state === state))
      .sort(byPlace)
      .filter((place) => after === null || byPlace(after, place) < 0);
    return { places, tooManyNames: customers.length > mostNames };
  }

  private async customersNamed(name: string, limit: number): Promise<string[]> {
    const rows: { externalUserId: string }[] = await this.options.dataSource.query(
      'select externalUserId from customers where name >= ? and name < ? order by name limit ?',
      [name, `${name}\u{10FFFF}`, limit],
    );
    return rows.map(({ externalUserId }) => externalUserId);
  }

  private async read(places: readonly Place[]): Promise<ListedTouch[]> {
    if (places.length === 0) return [];
    const touches = await this.options.dataSource.manager.findBy(Touch, { id: In(places.map(({ id }) => id)) });
    const byId = new Map(touches.map((touch) => [touch.id, touch]));
    return this.named(places.flatMap(({ id }) => byId.get(id) ?? []));
  }

  private async named(touches: readonly Touch[]): Promise<ListedTouch[]> {
    const { manager } = this.options.dataSource;
    const customers = await manager.find(Customer, {
      select: { externalUserId: true, name: true },
      where: { externalUserId: In(touches.map(({ externalUserId }) => externalUserId)) },
    });
    const reps = await manager.find(Rep, {
      select: { repUserId: true, name: true },
      where: { repUserId: In(touches.flatMap(({ repUserId }) => repUserId ?? [])) },
    });
    const customerNames = new Map(customers.map(({ externalUserId, name }) => [externalUserId, name]));
    const repNames = new Map(reps.map(({ repUserId, name }) => [repUserId, name]));
    return touches.map((touch) => ({
      touch,
      customerName: customerNames.get(touch.externalUserId) || unnamed,
      repName: repNames.get(touch.repUserId ?? '') ?? touch.repUserId ?? '',
    }));
  }
}

function statesAfter(state: TouchState | undefined, after: Place | null): readonly TouchState[] {
  if (state !== undefined) return order.includes(state) ? [state] : [];
  return after === null ? order : order.slice(order.indexOf(after.state));
}

function byPlace(one: Place, other: Place): number {
  const states = order.indexOf(one.state) - order.indexOf(other.state);
  if (states !== 0) return states;
  if (one.play !== other.play) return one.play < other.play ? -1 : 1;
  return one.id < other.id ? -1 : Number(one.id > other.id);
}

function cursorOf({ state, play, id }: Place): string {
  return [state, play, id].join('.');
}

function placeOf(cursor: string): Place {
  const [state = '', play = '', id = ''] = cursor.split('.');
  const known = order.find((each) => each === state);
  if (!known) throw new CareError('bad_cursor', '页码已失效，请从第一页看起', { status: 400 });
  return { state: known, play, id };
}
