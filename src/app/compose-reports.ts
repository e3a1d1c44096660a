import type { DataSource } from 'typeorm';
import type { Planner } from '../features/planning/planner';
import { People } from '../features/reports/people';
import { Rehearsals } from '../features/reports/rehearsals';
import { TaskProgress } from '../features/reports/task-progress';
import { TouchDays } from '../features/reports/touch-days';
import { TouchList } from '../features/reports/touch-list';
import type { Clock } from '../kernel/ports';

/** What the console reads of touches, tasks and figures. */
export function reportsOf(common: { dataSource: DataSource; clock: Clock }, planner: Planner) {
  const people = new People(common);
  return {
    people,
    touchDays: new TouchDays(common),
    touchList: new TouchList(common),
    taskProgress: new TaskProgress(common),
    rehearsals: new Rehearsals({ people, rehearse: (day, options) => planner.planDay(day, options) }),
  };
}
