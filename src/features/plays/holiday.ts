import { daysBetween } from '../../kernel/calendar';
import { playTitles } from '../../kernel/play-titles';
import type { FestivalLead } from './festival-calendar';
import type { CustomerFacts, DayFacts, Occasion, Play } from './play';
import { dayText, whyDue, whyNotDue } from './texts';

/**
 * 节日建议: some days ahead of a festival. Only for those who bought before: to others we have nothing fitting to say
 * yet, and a suggestion out of the blue is advertising.
 */
export const holiday: Play = {
  name: 'holiday',
  title: playTitles.holiday,
  commercial: 'yes',
  path: 'mass-send',
  priority: 6,

  due(facts, { day, festivals }) {
    return facts.orderCount === 0 ? [] : festivals.due.map((lead) => occasionOf(lead, daysBetween(day, lead.day)));
  },

  whyNot(facts: CustomerFacts, { festivals }: DayFacts) {
    if (facts.orderCount === 0) return whyNotDue.neverBought;
    const { next } = festivals;
    return whyNotDue.noFestival(next && { name: next.festival.name, firstOn: next.firstOn });
  },
};

function occasionOf(
  { festival, key, day, occasion, firstOn, lastOn, absorbed }: FestivalLead,
  daysLeft: number,
): Occasion {
  const names = absorbed.map((each) => each.festival.name);
  return {
    key: occasion,
    firstOn,
    lastOn,
    from: '10:00',
    until: '21:30',
    topic: `festival:${key}`,
    commercial: true,
    // 中秋 must not give way to 开学季 because it can wait longer.
    weight: festival.leadDays ?? 0,
    exempt: false,
    details: {
      festival: {
        key,
        name: festival.name,
        wish: festival.greeting,
        daysLeft,
        dayText: dayText(day),
        angle: festival.angle,
      },
      absorbed: names,
    },
    match: { festivalKey: key, festivalClass: festival.class, moment: 'lead' },
    why: whyDue.festival(festival.name, day, daysLeft, names),
  };
}
