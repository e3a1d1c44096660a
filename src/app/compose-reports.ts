import type { DataSource } from 'typeorm';
import type { Planner } from '../features/planning/planner';
import { AttentionList } from '../features/reports/attention';
import { FigureCount } from '../features/reports/figure-count';
import { Figures } from '../features/reports/figures';
import { HealthReport } from '../features/reports/health';
import { People } from '../features/reports/people';
import { Rehearsals } from '../features/reports/rehearsals';
import { TaskProgress } from '../features/reports/task-progress';
import { TouchDays } from '../features/reports/touch-days';
import { TouchList } from '../features/reports/touch-list';
import type { Clock } from '../kernel/ports';
import type { WecomWatch } from '../kernel/wecom-watch';

interface ReportParts {
  dataSource: DataSource;
  clock: Clock;
  zone: string;
  wecom: WecomWatch;
  planner: Planner;
  greetingPlays: readonly string[];
}

/** What the console reads of touches, tasks and figures. */
export function reportsOf(parts: ReportParts) {
  const people = new People(parts);
  const figureCount = new FigureCount(parts);
  return {
    people,
    touchDays: new TouchDays(parts),
    touchList: new TouchList(parts),
    taskProgress: new TaskProgress(parts),
    rehearsals: new Rehearsals({ people, rehearse: (day, options) => parts.planner.planDay(day, options) }),
    figureCount,
    figures: new Figures({ ...parts, count: figureCount }),
    attention: new AttentionList(parts),
    health: new HealthReport(parts),
  };
}
