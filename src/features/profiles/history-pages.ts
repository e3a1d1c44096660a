import type { EntityManager } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { TimelineEvent } from '../../model/timeline-event';
import { Touch } from '../../model/touch';

export interface HistoryPage<T> {
  items: T[];
  /** Null: the last page. */
  nextCursor: string | null;
}

export interface PageRequest {
  cursor?: string;
  /** 1..200; 50 when absent. */
  limit?: number;
}

/** A customer's timeline, newest first. */
export async function pageTimeline(
  manager: EntityManager,
  externalUserId: string,
  request: PageRequest,
): Promise<HistoryPage<TimelineEvent>> {
  const after = readCursor(request.cursor);
  const query = manager
    .createQueryBuilder(TimelineEvent, 'e')
    .where({ externalUserId })
    .orderBy('e.at', 'DESC')
    .addOrderBy('e.id', 'DESC');
  if (after) {
    const at = Number(after.by);
    if (!Number.isFinite(at)) throw badCursor();
    query.andWhere('(e.at < :at or (e.at = :at and e.id < :id))', { at, id: after.id });
  }
  return cut(await query.limit(limitOf(request) + 1).getMany(), request, (row) => String(row.at));
}

/** A customer's touches, those of the latest day first. */
export async function pageTouches(
  manager: EntityManager,
  externalUserId: string,
  request: PageRequest,
): Promise<HistoryPage<Touch>> {
  const after = readCursor(request.cursor);
  const query = manager
    .createQueryBuilder(Touch, 't')
    .where({ externalUserId })
    .orderBy('t.dueOn', 'DESC')
    .addOrderBy('t.id', 'DESC');
  if (after) query.andWhere('(t.dueOn < :day or (t.dueOn = :day and t.id < :id))', { day: after.by, id: after.id });
  return cut(await query.limit(limitOf(request) + 1).getMany(), request, (row) => row.dueOn);
}

function limitOf({ limit = 50 }: PageRequest): number {
  return Math.min(Math.max(Math.trunc(limit), 1), 200);
}

function cut<T extends { id: string }>(rows: T[], request: PageRequest, by: (row: T) => string): HistoryPage<T> {
  const items = rows.slice(0, limitOf(request));
  const last = items.at(-1);
  const more = rows.length > items.length && last !== undefined;
  return { items, nextCursor: more ? Buffer.from(`${by(last)}|${last.id}`).toString('base64url') : null };
}

function readCursor(cursor: string | undefined): { by: string; id: string } | null {
  if (cursor === undefined || cursor === '') return null;
  const match = /^([\d.-]{1,20})\|([0-9A-Za-z-]{1,36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match) throw badCursor();
  return { by: match[1]!, id: match[2]! };
}

function badCursor(): CareError {
  return new CareError('bad_cursor', 'cursor is not one of ours: send back nextCursor unchanged, or leave it out', {
    status: 400,
    faults: [{ path: 'cursor', message: 'send back nextCursor unchanged, or leave it out' }],
  });
}
