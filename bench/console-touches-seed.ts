import type { DataSource } from 'typeorm';
import { addDays, instantAt } from '../src/kernel/calendar';

const zone = 'Asia/Shanghai';
/** What stands in the columns that no screen here reads by. */
const rest = `'', '滤芯大约还能用一周，需要的话我帮您留一套。', '{}'`;
const columns = `id, externalUserId, play, occasion, occasionKey, commercial, priority, topic, repUserId, path, dueOn,
  notBefore, notAfter, state, why, reason, massSendId, offeredAt, sentAt, createdAt, updatedAt, template, text, details`;

interface Wave {
  name: string;
  day: string;
  /** One in so many customers has it. */
  every: number;
  path: 'suggestion' | 'mass-send';
  /** SQL over `n`, which counts the customers of the wave. */
  play: string;
  state: string;
  reason: string;
  /** SQL over the rep; null: in no task. */
  task: string;
}

const plays = `case n % 5 when 0 then 'replenish' when 1 then 'usage-tip' when 2 then 'check-in' when 3 then 'anniversary' else 'interest' end`;
const states = `case when n % 7 < 3 then 'offered' when n % 7 = 3 then 'sent' when n % 7 = 4 then 'held'
  when n % 211 = 5 then 'failed' when n % 911 = 6 then 'unknown' else 'planned' end`;

/** A day of a festival: everybody's touches of today, reps' tasks, the month ahead, and the holdout of the last months. */
export async function seedTouches(dataSource: DataSource, day: string): Promise<void> {
  const at = instantAt(day, '10:00', zone);
  await dataSource.query(
    `insert into mass_sends (id, repUserId, text, contentHash, state, messageId, intendedAt, nextLookAt, remindedAt, notAfter)
      select 'task-' || repUserId, repUserId, '节日将至，需要的话提前告诉我。', 'h', 'created', 'm-' || repUserId, ?, ?, '[]', ? from reps`,
    [at - 3 * 3_600_000, at, at + 10 * 3_600_000],
  );
  const waves: Wave[] = [
    {
      name: 'f',
      day,
      every: 3,
      path: 'mass-send',
      play: `'holiday'`,
      state: `'offered'`,
      reason: `''`,
      task: `'task-' || repUserId`,
    },
    {
      name: 't',
      day,
      every: 20,
      path: 'suggestion',
      play: plays,
      state: states,
      reason: `case n % 7 when 4 then 'daily_cap' else '' end`,
      task: 'null',
    },
    ...Array.from({ length: 30 }, (_, ahead): Wave => ({
      ...{ name: `a${ahead}`, day: addDays(day, ahead + 1), every: 200, path: 'suggestion', play: plays },
      ...{
        state: `case n % 2 when 0 then 'planned' else 'held' end`,
        reason: `case n % 3 when 0 then 'held_by_person' else '' end`,
        task: 'null',
      },
    })),
    {
      name: 'h',
      day: addDays(day, -40),
      every: 20,
      path: 'suggestion',
      play: plays,
      state: `'refused'`,
      reason: `'holdout'`,
      task: 'null',
    },
  ];
  for (const wave of waves) await insert(dataSource, wave);
  await dataSource.query('analyze');
}

async function insert(dataSource: DataSource, wave: Wave): Promise<void> {
  const { name, day, every, path, play, state, reason, task } = wave;
  const at = instantAt(day, '10:00', zone);
  await dataSource.query(
    `insert into touches (${columns})
      select '${name}-' || n, externalUserId, play, key, key, 1, 4, '', repUserId, '${path}', '${day}', ${at}, ${at + 36_000_000},
        state, '预计一周后用完（周期 180 天）', ${reason}, ${task}, null, case state when 'sent' then ${at} end, ${at}, ${at}, ${rest}
      from (select n, externalUserId, repUserId, 'bench:${name}' as key, ${play} as play, ${state} as state
        from (select rowid / ${every} as n, externalUserId, repUserId from customers where rowid % ${every} = 1))`,
  );
}
