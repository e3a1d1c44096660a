import { daysBetween } from '../../kernel/calendar';
import { playTitles } from '../../kernel/play-titles';
import type { FestivalLead } from './festival-calendar';
import type { CustomerFacts, DayFacts, Occasion, Play } from './play';
import { dayText, whyDue, whyNotDue } from './texts';

/**
 * 节日建议: some days ahead of a festival; and on a family festival's own day a wish that sells nothing. Only for those
 * who bought before: to others we have nothing fitting to say yet, and a suggestion out of the blue is advertising.
 */
export const holiday: Play = {
  name: 'holiday',
  title: playTitles.holiday,
  commercial: 'yes',
  path: 'mass-send',
  priority: 6,

  due(facts, { day, festivals: { due, greeted } }) {
    if (facts.orderCount === 0) return [];
    const suggestions = due.map((lead) => suggestionOf(lead, daysBetween(day, lead.day)));
    return greeted ? [...suggestions, wishOf(greeted)] : suggestions;
  },

  whyNot(facts: CustomerFacts, { festivals }: DayFacts) {
    if (facts.orderCount === 0) return whyNotDue.neverBought;
    const { next } = festivals;
    return whyNotDue.noFestival(next && { name: next.festival.name, firstOn: next.firstOn });
  },
};

const common = { from: '10:00', until: '21:30', exempt: false } as const;

function suggestionOf(lead: FestivalLead, daysLeft: number): Occasion {
  const { festival, key, day, occasion, firstOn, lastOn, weight, absorbed } = lead;
  const names = absorbed.map((each) => each.festival.name);
  return {
    ...common,
    key: occasion,
    firstOn,
    lastOn,
    topic: `festival:${key}`,
    commercial: true,
    // 中秋 must not give way to 开学季 because it can wait longer.
    weight,
    details: { festival: detailsOf(lead, daysLeft), absorbed: names },
    match: { festivalKey: key, festivalClass: festival.class, moment: 'lead' },
    why: whyDue.festival(festival.name, day, daysLeft, names),
  };
}

/** Before any suggestion for the next festival: it cannot wait. */
function wishOf(lead: FestivalLead): Occasion {
  const { festival, key, day, occasion, weight } = lead;
  return {
    ...common,
    key: `${occasion}:day`,
    firstOn: day,
    lastOn: day,
    topic: `wish:${key}`,
    commercial: false,
    weight: weight * 10,
    details: { festival: detailsOf(lead, 0), absorbed: [] },
    match: { festivalKey: key, festivalClass: festival.class, moment: 'day' },
    why: whyDue.wish(festival.name, day),
  };
}

function detailsOf({ festival, key, day }: FestivalLead, daysLeft: number): object {
  const { name, greeting: wish, angle } = festival;
  return { key, name, wish, daysLeft, dayText: dayText(day), angle };
}
