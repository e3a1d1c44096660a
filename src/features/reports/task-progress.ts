import { type DataSource, In } from 'typeorm';
import { CareError } from '../../kernel/errors';
import type { Clock, Instant } from '../../kernel/ports';
import { MassSend } from '../../model/mass-send';
import { Rep } from '../../model/rep';
import type { TouchState } from '../../model/touch';
import { failureTitle } from './reports-texts';
import { inScope, marks, narrowed, type RepScope } from './scope-sql';

export interface Progress {
  massSend: MassSend;
  repName: string;
  customers: number;
  sent: number;
  waiting: number;
  takenOut: number;
  failed: { reason: string; title: string; count: number }[];
  reminders: number;
  lastRemindedAt: Instant | null;
}

interface Count {
  massSendId: string;
  state: TouchState;
  reason: string;
  touches: number;
}

const dayMs = 86_400_000;
const waiting: readonly TouchState[] = ['planned', 'offered', 'unknown'];
const takenOut: readonly TouchState[] = ['held', 'skipped', 'cancelled', 'superseded', 'refused'];

/** 群发进度: reps' tasks, newest first, with what became of each customer; counted in the index `touches_task`. */
export class TaskProgress {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock }) {}

  async page(
    filter: { repUserId?: string; openOnly: boolean; cursor?: string; limit: number },
    reps: RepScope,
  ): Promise<{ massSends: Progress[]; nextCursor: string | null }> {
    const ids = await this.ids(filter, reps);
    const shown = ids.slice(0, filter.limit);
    const last = ids.length > filter.limit ? shown.at(-1) : undefined;
    const massSends = await this.read(shown.map(({ id }) => id));
    return { massSends, nextCursor: last ? `${last.intendedAt}.${last.id}` : null };
  }

  private ids(
    { repUserId, openOnly, cursor, limit }: { repUserId?: string; openOnly: boolean; cursor?: string; limit: number },
    reps: RepScope,
  ): Promise<{ id: string; intendedAt: number }[]> {
    const scope = inScope('repUserId', narrowed(reps, repUserId));
    const [at, id] = cursor === undefined ? [Number.MAX_SAFE_INTEGER, ''] : cursorOf(cursor);
    const open = openOnly ? "state in ('intended', 'unknown', 'created') and " : '';
    // Open ones are few: found by their state, not among all of the years by their time.
    const made = openOnly ? '(intendedAt + 0)' : 'intendedAt';
    return this.options.dataSource.query(
      `select id, intendedAt from mass_sends
        where ${open}${made} <= ? and (${made} < ? or id < ?)${scope.sql} order by ${made} desc, id desc limit ?`,
      [at, at, id, ...scope.parameters, limit + 1],
    );
  }

  private async read(ids: string[]): Promise<Progress[]> {
    if (ids.length === 0) return [];
    const { manager } = this.options.dataSource;
    const massSends = await manager.findBy(MassSend, { id: In(ids) });
    const reps = await manager.findBy(Rep, { repUserId: In(massSends.map(({ repUserId }) => repUserId)) });
    const rows: Count[] = await manager.query(
      `select massSendId, state, reason, count(*) as touches from touches
        where massSendId in (${marks(ids)}) group by massSendId, state, reason`,
      ids,
    );
    const byId = new Map(massSends.map((massSend) => [massSend.id, massSend]));
    const names = new Map(reps.map(({ repUserId, name }) => [repUserId, name]));
    return ids.flatMap((id) => {
      const massSend = byId.get(id);
      const own = rows.filter((row) => row.massSendId === id).map((row) => ({ ...row, touches: Number(row.touches) }));
      return massSend ? [this.progress(massSend, names.get(massSend.repUserId) ?? massSend.repUserId, own)] : [];
    });
  }

  private progress(massSend: MassSend, repName: string, rows: Count[]): Progress {
    const sum = (states: readonly TouchState[]) =>
      rows.filter(({ state }) => states.includes(state)).reduce((all, { touches }) => all + touches, 0);
    const since = this.options.clock.now() - dayMs;
    const failed = rows.filter(({ state }) => state === 'failed' || state === 'expired');
    return {
      massSend,
      repName,
      customers: rows.reduce((all, { touches }) => all + touches, 0),
      sent: sum(['sent']),
      waiting: sum(waiting),
      takenOut: sum(takenOut),
      failed: failed.map(({ reason, touches }) => ({ reason, title: failureTitle(reason), count: touches })),
      reminders: massSend.remindedAt.filter((at) => at > since).length,
      lastRemindedAt: massSend.remindedAt.at(-1) ?? null,
    };
  }
}

function cursorOf(cursor: string): [number, string] {
  const [, at, id] = /^(\d+)\.(\w+)$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) {
    throw new CareError('bad_cursor', '页码已失效，请从第一页看起', { status: 400 });
  }
  return [Number(at), id];
}
