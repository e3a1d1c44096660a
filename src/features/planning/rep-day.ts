import type { DataSource } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import type { CivilDay, Instant } from '../../kernel/ports';
import { withOccasion } from '../../kernel/why-words';
import type { Touch } from '../../model/touch';
import { chunks } from './customer-slice';
import { updateTouches } from './plan-writer';
import { repDayWords, whyHeld } from './texts';

/** What the size of a rep's day is reckoned from. */
export type RepDayTouch = Pick<
  Touch,
  | 'id'
  | 'repUserId'
  | 'path'
  | 'priority'
  | 'exempt'
  | 'notAfter'
  | 'occasion'
  | 'externalUserId'
  | 'text'
  | 'state'
  | 'why'
>;

type RepDay = CareSettings['repDay'];

/** Touches of one rep and day that find no room in it, with their why. What the rep has in hand keeps its room. */
export function overflow(touches: readonly RepDayTouch[], size: RepDay): { why: string; ids: string[] }[] {
  const suggestions = touches.filter(({ path }) => path === 'suggestion');
  const texts = new Map<string, RepDayTouch[]>();
  for (const touch of touches.filter(({ path }) => path === 'mass-send')) {
    texts.set(touch.text, [...(texts.get(touch.text) ?? []), touch]);
  }
  const tooMany = withoutRoom(
    suggestions.map((touch) => [touch]),
    size.suggestions,
  );
  const tooManyTexts = withoutRoom([...texts.values()], size.massSends);
  return [
    ...alike(tooMany, whyHeld.repDayFull(size.suggestions, repDayWords.suggestions)),
    ...alike(tooManyTexts, whyHeld.repDayFull(size.massSends, repDayWords.massSends)),
  ];
}

/** Those of one occasion have one why. */
function alike(touches: readonly RepDayTouch[], full: string): { why: string; ids: string[] }[] {
  const idsByWhy = new Map<string, string[]>();
  for (const { id, why: occasionWhy } of touches) {
    const why = withOccasion(full, occasionWhy);
    const ids = idsByWhy.get(why) ?? [];
    idsByWhy.set(why, ids);
    ids.push(id);
  }
  return [...idsByWhy].map(([why, ids]) => ({ why, ids }));
}

/** Each group takes one place: those in hand first, then answers of the customer's own act, then by rank and reach. */
function withoutRoom(groups: RepDayTouch[][], places: number): RepDayTouch[] {
  const ranked = groups
    .map((group) => ({ group, first: [...group].sort(byRank)[0]! })) // no group is empty
    .sort((one, other) => byRank(one.first, other.first) || other.group.length - one.group.length);
  return ranked
    .slice(places)
    .flatMap(({ group }) => group)
    .filter(({ state, exempt }) => state === 'planned' && !exempt);
}

function byRank(one: RepDayTouch, other: RepDayTouch): number {
  return (
    Number(one.state === 'planned') - Number(other.state === 'planned') ||
    Number(other.exempt) - Number(one.exempt) ||
    one.priority - other.priority ||
    one.notAfter - other.notAfter ||
    compare(`${one.occasion}\n${one.externalUserId}`, `${other.occasion}\n${other.externalUserId}`)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Holds back what is too much for the reps' day. */
export class RepDays {
  constructor(private readonly options: { dataSource: DataSource; size: RepDay }) {}

  /** @returns how many touches wait for another day */
  async fit(day: CivilDay, now: Instant): Promise<number> {
    const { dataSource, size } = this.options;
    let held = 0;
    for (const repUserId of await this.crowded(day)) {
      const touches: RepDayTouch[] = await dataSource.query(
        `select id, repUserId, path, priority, exempt, notAfter, occasion, externalUserId, text, state, why from touches
          where repUserId = ? and dueOn = ? and state in ('planned', 'offered', 'sent', 'skipped', 'unknown')`,
        [repUserId, day],
      );
      for (const { why, ids } of overflow(touches, size)) {
        const set = { state: 'held', reason: 'rep_day_full', why, updatedAt: now } as const;
        held += await dataSource.transaction(async (manager) => {
          let count = 0;
          for (const some of chunks(ids)) count += await updateTouches(manager, some, 'planned', set);
          return count;
        });
      }
    }
    return held;
  }

  /** Reps with more touches than the smaller of the two sizes; most have fewer, and are not looked at. */
  private async crowded(day: CivilDay): Promise<string[]> {
    const { dataSource, size } = this.options;
    const rows: { repUserId: string }[] = await dataSource.query(
      `select repUserId from touches where state in ('planned', 'offered', 'sent', 'skipped', 'unknown') and dueOn = ?
        and repUserId is not null group by repUserId having count(*) > ?`,
      [day, Math.min(size.suggestions, size.massSends)],
    );
    return rows.map(({ repUserId }) => repUserId);
  }
}
