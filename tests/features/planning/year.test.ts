import { addDays, instantAt } from '../../../src/kernel/calendar';
import { lunarOf } from '../../../src/kernel/lunar';
import { allPlays } from '../../../src/features/plays/all-plays';
import { FestivalCalendar } from '../../../src/features/plays/festival-calendar';
import type { Touch } from '../../../src/model/touch';
import { PlanningWorld, zone } from './planning-world';

const customers = 12;
/** Every month has such days; the even ones are lunar. */
const birthdayOf = (n: number) => ({ month: 1 + (n % 12), day: 1 + ((n * 7) % 28) });
const usageSteps = [0, 3, 7, 15, 30].map((day) => ({ day, title: `T${day}`, text: `第 ${day} 天` }));

/** Everybody buys a filter every hundred days or so, has a birthday and some a wedding day; each morning is planned, and what is planned is sent. */
async function aYear(world: PlanningWorld): Promise<Touch[]> {
  await world.product('kettle', { usageSteps });
  await world.product('filter', { usageSteps: usageSteps.slice(0, 2), consumable: { cycleDays: 100, leadDays: 7 } });
  for (let n = 0; n < customers; n += 1) {
    await world.customer(`c${n}`, { addedOn: '2026-01-01', tier: n % 6 === 0 ? 'elite' : 'none' });
    const lunar = n % 2 === 0;
    await world.date(`c${n}`, {
      calendar: lunar ? 'lunar' : 'solar',
      month: birthdayOf(n).month,
      day: birthdayOf(n).day,
    });
    if (n % 3 === 0) await world.date(`c${n}`, { kind: 'wedding', month: 5, day: 1 + n });
  }
  for (let day = '2027-01-01'; day <= '2027-12-31'; day = addDays(day, 1)) {
    world.moveTo(day);
    for (let n = 0; n < customers; n += 1) {
      const since = (Number(day.slice(8)) + Number(day.slice(5, 7)) * 30 + n * 13) % 110;
      if (since === 0) await world.order(`c${n}`, `o${n}-${day}`, n % 4 === 0 ? 'kettle' : 'filter', day);
    }
    const planner = world.planner();
    await planner.expireStale(world.now);
    await planner.catchUp();
    const sentAt = instantAt(day, '11:00', zone);
    await world.dataSource.query(
      "update touches set state = 'sent', sentAt = ?, massSendId = 'm' where state = 'planned' and dueOn = ?",
      [sentAt, day],
    );
  }
  return world.touches();
}

test('a year of days keeps every rule, and wishes every birthday on its day', async () => {
  const world = await PlanningWorld.open('2027-01-01');
  world.festivals = world.shipped;
  const touches = await aYear(world);
  const sent = touches.filter(({ state }) => state === 'sent');
  expect(new Set(sent.map(({ play }) => play))).toEqual(
    // This shop's calendar has no activities.
    new Set(allPlays.filter(({ byEvent, name }) => !byEvent && name !== 'topic').map(({ name }) => name)),
  );

  for (let n = 0; n < customers; n += 1) {
    const own = sent.filter(({ externalUserId }) => externalUserId === `c${n}`);
    const days = own.filter(({ exempt }) => !exempt).map(({ dueOn }) => dueOn);
    for (const day of days) {
      const week = days.filter((other) => other >= day && other <= addDays(day, 6));
      expect(week.length).toBeLessThanOrEqual(n % 6 === 0 ? 3 : 2);
      expect(days.filter((other) => other === day || other === addDays(day, 1))).toHaveLength(1);
    }
    const wished = own.filter(({ play }) => play === 'birthday').map(({ dueOn }) => dueOn);
    for (const day of wished) {
      const solar = { month: Number(day.slice(5, 7)), day: Number(day.slice(8)) };
      expect(n % 2 === 0 ? lunarOf(day) : solar).toMatchObject(birthdayOf(n));
    }
    expect(wished.length).toBeGreaterThanOrEqual(1);
  }
  for (const { dueOn, play, commercial } of sent) {
    const { mourning } = new FestivalCalendar(world.festivals, dueOn, world.settings.holiday);
    if (mourning) expect(commercial).toBe(false);
    if (mourning?.noContact) expect(['birthday', 'anniversary']).toContain(play);
  }
  for (const { state, reason, why } of touches) {
    if (state !== 'sent') expect([reason, why]).not.toContain('');
  }
  await world.close();
}, 240_000);
