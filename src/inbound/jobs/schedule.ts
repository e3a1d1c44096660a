/** One line of the day's timetable. */
export interface ScheduleEntry {
  /** The worker-table entry that is rung. */
  job: string;
  /** Minute and hour of a cron line of every day, in `APP_TIMEZONE`. */
  cron: string;
}

/**
 * The day, in the order in which it happens. A tick that nobody was there for is made up for once, at start; any tick
 * may come twice. WeCom asks not to push at minute 00 and 30.
 */
export const schedule: readonly ScheduleEntry[] = [
  { job: 'roll-dates', cron: '5 0 * * *' },
  { job: 'plan', cron: '*/15 2-23 * * *' },
  { job: 'sync', cron: '20 3 * * *' },
  { job: 'purge', cron: '40 3 * * *' },
  { job: 'count-figures', cron: '50 3 * * *' },
  { job: 'digest', cron: '31-44 8 * * *' },
  { job: 'digest', cron: '*/10 9-17 * * *' },
  { job: 'inbox', cron: '* * * * *' },
  { job: 'kf', cron: '* * * * *' },
  { job: 'kf-answers', cron: '* * * * *' },
  { job: 'app-messages', cron: '* * * * *' },
  { job: 'mass-sends', cron: '* * * * *' },
  { job: 'batches', cron: '* * * * *' },
  { job: 'results', cron: '*/5 * * * *' },
  { job: 'remind', cron: '17 11,16,19 * * *' },
  { job: 'end-of-day', cron: '1,16,31,46 * * * *' },
  { job: 'expire', cron: '*/15 * * * *' },
];
