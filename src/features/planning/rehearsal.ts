import type { CareSettings } from '../../kernel/care-settings';
import type { CivilDay } from '../../kernel/ports';
import type { Touch } from '../../model/touch';
import { overflow } from './rep-day';

/** What reps' days would hold back, as RepDays does after a real run; changes the lines and answers how many. */
export function rehearseRepDays(lines: Touch[], day: CivilDay, size: CareSettings['repDay']): number {
  const inTheDay: readonly string[] = ['planned', 'offered', 'sent', 'skipped', 'unknown'];
  const byRep = new Map<string, Touch[]>();
  for (const touch of lines) {
    if (touch.repUserId === null || touch.dueOn !== day || !inTheDay.includes(touch.state)) continue;
    const own = byRep.get(touch.repUserId);
    if (own) own.push(touch);
    else byRep.set(touch.repUserId, [touch]);
  }
  let held = 0;
  for (const touches of byRep.values()) {
    const byId = new Map(touches.map((touch) => [touch.id, touch]));
    for (const { why, ids } of overflow(touches, size)) {
      for (const id of ids) Object.assign(byId.get(id) ?? {}, { state: 'held', reason: 'rep_day_full', why });
      held += ids.length;
    }
  }
  return held;
}
