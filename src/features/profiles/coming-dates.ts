import { type EntityManager, In, LessThan } from 'typeorm';
import type { CivilDay } from '../../kernel/ports';
import { nextOccurrence, type YearlyDate } from '../../kernel/yearly-date';
import { ImportantDate } from '../../model/important-date';
import type { ProfileContext } from './profile-context';

const datesAtATime = 500;

/** The next occurrence, by the shop's rules for leap months and 29 February. */
export function nextDayOf({ options }: ProfileContext, date: YearlyDate, today: CivilDay): CivilDay {
  const { leapMonth, feb29 } = options.settings;
  return nextOccurrence(date, today, { leapMonthRule: leapMonth, feb29 });
}

/** Renews the next occurrence of dates that have passed; safe to repeat and to run beside itself. */
export async function rollDates(context: ProfileContext, today: CivilDay): Promise<number> {
  const dates = context.options.dataSource.getRepository(ImportantDate);
  let renewed = 0;
  for (;;) {
    const passed = await dates.find({
      where: { nextOn: LessThan(today) },
      order: { nextOn: 'ASC', id: 'ASC' },
      take: datesAtATime,
    });
    if (passed.length === 0) return renewed;
    const byDay = new Map<CivilDay, string[]>();
    for (const row of passed) {
      const day = nextDayOf(context, row, today);
      byDay.set(day, [...(byDay.get(day) ?? []), row.id]);
    }
    for (const [day, ids] of byDay) {
      const { affected } = await dates.update({ id: In(ids), nextOn: LessThan(today) }, { nextOn: day });
      renewed += affected ?? 0;
    }
    const theirs = passed.filter(({ kind, status }) => kind === 'birthday' && status === 'confirmed');
    await copyBirthdays(
      dates.manager,
      theirs.map(({ externalUserId }) => externalUserId),
    );
  }
}

/** Keeps `birthdayOn` of customers, by which they are listed, as their dates say. */
export async function copyBirthdays(manager: EntityManager, externalUserIds: string[]): Promise<void> {
  if (externalUserIds.length === 0) return;
  // One statement: TypeORM has no sub-select in SET.
  await manager.query(
    `update customers set birthdayOn = (select min(d.nextOn) from important_dates d
       where d.externalUserId = customers.externalUserId and d.kind = 'birthday' and d.status = 'confirmed')
     where externalUserId in (${externalUserIds.map(() => '?').join(',')})`,
    externalUserIds,
  );
}
