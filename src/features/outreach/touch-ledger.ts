import { type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import type { Clock } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { withOccasion } from '../../kernel/why-words';
import { TimelineEvent } from '../../model/timeline-event';
import { Touch, type TouchState } from '../../model/touch';

const chunkSize = 500;

export interface TouchMove {
  touchIds: readonly string[];
  from: readonly TouchState[];
  /** Only while they still belong to this mass-send; null: to none. */
  massSendId?: string | null;
  set: Partial<
    Pick<
      Touch,
      | 'state'
      | 'reason'
      | 'why'
      | 'sentAt'
      | 'offeredAt'
      | 'massSendId'
      | 'occasionKey'
      | 'dueOn'
      | 'notBefore'
      | 'notAfter'
      | 'template'
      | 'text'
      | 'repUserId'
    >
  >;
  /** Why they wait or never go; each touch adds its own occasion, which its `why` says until now. */
  whyNot?: string;
  /** Left out: nothing is told. */
  tell?: { kind: string; summary: (touch: Touch) => string };
}

/** Moves touches from state to state, only those that still stand where the mover believes, and tells their timelines. */
export class TouchLedger {
  constructor(private readonly options: { clock: Clock }) {}

  /** @returns the touches that moved, as they were before */
  async move(manager: EntityManager, move: TouchMove): Promise<Touch[]> {
    const moved: Touch[] = [];
    for (let start = 0; start < move.touchIds.length; start += chunkSize) {
      moved.push(...(await this.moveChunk(manager, move, move.touchIds.slice(start, start + chunkSize))));
    }
    return moved;
  }

  private async moveChunk(manager: EntityManager, move: TouchMove, ids: readonly string[]): Promise<Touch[]> {
    const touches = await this.standing(manager, move, ids);
    if (touches.length === 0) return [];
    for (const [why, ids] of idsByWhy(touches, move)) {
      const set: QueryDeepPartialEntity<Touch> = { ...move.set, updatedAt: this.options.clock.now() };
      if (why !== undefined) set.why = why;
      await manager
        .createQueryBuilder()
        .update(Touch)
        .set(set)
        .where({ id: In(ids), state: In([...move.from]) })
        .execute();
    }
    if (move.tell) await this.tell(manager, touches, move.tell);
    return touches;
  }

  /** Locked where the engine has row locks; on SQLite the transaction is alone anyway. */
  private standing(manager: EntityManager, move: TouchMove, ids: readonly string[]): Promise<Touch[]> {
    const where: FindOptionsWhere<Touch> = { id: In([...ids]), state: In([...move.from]) };
    const query = manager.createQueryBuilder(Touch, 'touch').where(where);
    if (move.massSendId === null) query.andWhere('touch.massSendId is null');
    else if (move.massSendId !== undefined) query.andWhere('touch.massSendId = :massSendId', move);
    if (manager.connection.options.type !== 'better-sqlite3') query.setLock('pessimistic_write');
    return query.getMany();
  }

  private async tell(
    manager: EntityManager,
    touches: Touch[],
    tell: { kind: string; summary: (touch: Touch) => string },
  ): Promise<void> {
    const at = this.options.clock.now();
    const rows = touches.map((touch) =>
      timelineRow({
        externalUserId: touch.externalUserId,
        at,
        kind: tell.kind,
        summary: tell.summary(touch),
        details: { touchId: touch.id, play: touch.play, repUserId: touch.repUserId },
      }),
    );
    // The values are plain JSON; TypeORM's partial type cannot say so of `unknown`.
    await manager.insert(TimelineEvent, rows as QueryDeepPartialEntity<TimelineEvent>[]);
  }
}

function idsByWhy(touches: readonly Touch[], { whyNot }: TouchMove): Map<string | undefined, string[]> {
  const groups = new Map<string | undefined, string[]>();
  for (const touch of touches) {
    const why = whyNot === undefined ? undefined : withOccasion(whyNot, touch.why);
    groups.set(why, [...(groups.get(why) ?? []), touch.id]);
  }
  return groups;
}
