import { type DataSource, type EntityManager, In } from 'typeorm';
import { byPerson } from '../../kernel/by-person';
import type { Clock } from '../../kernel/ports';
import { Touch, type TouchState } from '../../model/touch';
import { deskAnswers, deskTimeline, deskWhys } from './desk-texts';
import type { MassSender } from './mass-sends';
import { outreachBells, type OutreachLogger, type Ring } from './needs';
import type { TouchLedger, TouchMove } from './touch-ledger';

/** What somebody at the console wants with touches that they saw in these states. */
export interface DeskRequest {
  touches: readonly { id: string; state: TouchState }[];
  /** In the member's words; becomes the touch's why. */
  reason: string;
  memberName: string;
  /** Whether a rep's touches are the member's to see. */
  sees: (repUserId: string | null) => boolean;
  /** Writes what was done to the audit, in the same transaction. */
  record: (manager: EntityManager, moved: Touch[]) => Promise<void>;
}

/** `stale`: it has changed since it was looked at; `refused`: it cannot be done, and `message` says why. */
export interface DeskAnswer {
  id: string;
  outcome: 'done' | 'stale' | 'refused' | 'missing';
  state: TouchState | null;
  message: string;
}

type Change = (touch: Touch) => Pick<TouchMove, 'set' | 'tell'>;

/** What the plan makes of a touch that is let go. */
export type DecideAgain = (
  touch: Touch,
) => Promise<
  { kind: 'over'; why: string } | { kind: 'decided'; set: TouchMove['set'] & { state: TouchState; why: string } }
>;

const mayBeHeld: readonly TouchState[] = ['planned', 'held', 'offered'];
const mayBeCancelled: readonly TouchState[] = ['planned', 'held', 'offered', 'unknown'];
/** Tasks taken back at once; the next sweep does the rest. */
const mostAtOnce = 5;

/** 暂缓, 取消, 放行: what people at the console decide of touches, one or many; a stale one disturbs no other. */
export class TouchDesk {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      zone: string;
      ledger: TouchLedger;
      massSender: Pick<MassSender, 'withdrawOne'>;
      decideAgain: DecideAgain;
      logger: OutreachLogger;
      ring: Ring;
    },
  ) {}

  /** Held until somebody lets it go: no plan takes it up meanwhile. */
  hold(request: DeskRequest): Promise<DeskAnswer[]> {
    const words = this.wordsOf(request);
    return this.stop(request, mayBeHeld, deskAnswers.held, (touch) => ({
      set: { state: 'held', reason: byPerson.held, why: deskWhys.held(words, touch) },
      tell: { kind: 'touch.held', summary: ({ play }) => deskTimeline.held(play) },
    }));
  }

  /** Ends it, and its occasion does not come again. */
  cancel(request: DeskRequest): Promise<DeskAnswer[]> {
    const words = this.wordsOf(request);
    return this.stop(request, mayBeCancelled, deskAnswers.cancelled, (touch) => ({
      set: { state: 'cancelled', reason: byPerson.cancelled, why: deskWhys.cancelled(words, touch) },
      tell: { kind: 'touch.cancelled', summary: ({ play }) => deskTimeline.cancelled(play) },
    }));
  }

  /** Gives held ones back to the rules: planned again where these allow it, else told why not. */
  async release(request: DeskRequest): Promise<DeskAnswer[]> {
    const answers: DeskAnswer[] = [];
    const found = await this.find(this.options.dataSource.manager, request);
    for (const asked of request.touches) {
      const touch = found.get(asked.id);
      const stopped = refusal(asked, touch, ['held']);
      answers.push(touch && !stopped ? await this.releaseOne(touch, request) : (stopped ?? missing(asked.id)));
    }
    return answers;
  }

  private async releaseOne(touch: Touch, { record }: DeskRequest): Promise<DeskAnswer> {
    const refused = (message: string) => ({ id: touch.id, outcome: 'refused', state: touch.state, message }) as const;
    if (touch.massSendId !== null) return refused(deskAnswers.stillInTask);
    const decided = await this.options.decideAgain(touch);
    if (decided.kind === 'over') return refused(deskAnswers.over(decided.why));
    const { set } = decided;
    const moved = await this.options.dataSource.transaction(async (manager) => {
      const tell = { kind: 'touch.released', summary: ({ play }: Touch) => deskTimeline.released(play) };
      const some = await this.options.ledger.move(manager, {
        touchIds: [touch.id],
        from: ['held'],
        massSendId: null,
        set,
        tell: set.state === 'planned' ? tell : undefined,
      });
      if (some.length > 0) await record(manager, some);
      return some;
    });
    if (moved.length === 0) return { ...refused(deskAnswers.stale(touch.state)), outcome: 'stale' };
    const message = set.state === 'planned' ? deskAnswers.planned : deskAnswers.stands(set.why);
    return { id: touch.id, outcome: 'done', state: set.state, message };
  }

  private async stop(
    request: DeskRequest,
    from: readonly TouchState[],
    message: string,
    change: Change,
  ): Promise<DeskAnswer[]> {
    const { answers, moved } = await this.options.dataSource.transaction(async (manager) => {
      const found = await this.find(manager, request);
      const stopped: Touch[] = [];
      const told: DeskAnswer[] = [];
      for (const asked of request.touches) {
        const touch = found.get(asked.id);
        const refused = refusal(asked, touch, from);
        if (refused || !touch) told.push(refused ?? missing(asked.id));
        else told.push(await this.stopOne(manager, touch, change, message, stopped));
      }
      if (stopped.length > 0) await request.record(manager, stopped);
      return { answers: told, moved: stopped };
    });
    await this.takeOutOfTasks(moved);
    return answers;
  }

  private async stopOne(
    manager: EntityManager,
    touch: Touch,
    change: Change,
    message: string,
    stopped: Touch[],
  ): Promise<DeskAnswer> {
    const { set, tell } = change(touch);
    const [moved] = await this.options.ledger.move(manager, { touchIds: [touch.id], from: [touch.state], set, tell });
    if (!moved) return { id: touch.id, outcome: 'stale', state: touch.state, message: deskAnswers.stale(touch.state) };
    stopped.push(moved);
    const withTask = moved.massSendId === null ? message : message + deskAnswers.fromTask;
    return { id: touch.id, outcome: 'done', state: set.state ?? touch.state, message: withTask };
  }

  private async find(manager: EntityManager, { touches, sees }: DeskRequest): Promise<Map<string, Touch>> {
    const found = await manager.findBy(Touch, { id: In(touches.map(({ id }) => id)) });
    return new Map(found.filter(({ repUserId }) => sees(repUserId)).map((touch) => [touch.id, touch]));
  }

  /** WeCom is asked now for a few tasks; the sweep takes back the others, and those that it did not answer. */
  private async takeOutOfTasks(moved: readonly Touch[]): Promise<void> {
    const tasks = [...new Set(moved.flatMap(({ massSendId }) => massSendId ?? []))];
    if (tasks.length === 0) return;
    for (const massSendId of tasks.slice(0, mostAtOnce)) {
      try {
        await this.options.massSender.withdrawOne(massSendId);
      } catch (error) {
        this.options.logger.warn({ massSendId, err: error }, 'a task is taken back by the next sweep');
      }
    }
    this.options.ring({ name: outreachBells.massSends, id: outreachBells.massSends });
  }

  private wordsOf({ reason, memberName: name }: DeskRequest) {
    const { clock, zone } = this.options;
    return { reason: reason.replace(/\s+/g, ' ').trim(), name, at: clock.now(), zone };
  }
}

function missing(id: string): DeskAnswer {
  return { id, outcome: 'missing', state: null, message: deskAnswers.missing };
}

/** Null: it may be done. */
function refusal(
  asked: DeskRequest['touches'][number],
  touch: Touch | undefined,
  from: readonly TouchState[],
): DeskAnswer | null {
  if (!touch) return missing(asked.id);
  const { id, state } = touch;
  if (state !== asked.state) return { id, outcome: 'stale', state, message: deskAnswers.stale(state) };
  if (from.includes(state)) return null;
  return { id, outcome: 'refused', state, message: deskAnswers.cannot(state) };
}
