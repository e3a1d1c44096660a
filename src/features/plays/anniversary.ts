import { playTitles } from '../../kernel/play-titles';
import { greetingOccasion } from './birthday';
import { greetingDays } from './greeting-days';
import type { CustomerFacts, Play } from './play';
import { whyDue, whyNotDue } from './texts';

/** 重要日期: a wedding day, the birthday of somebody dear, the day of the first purchase. */
export const anniversary: Play = {
  name: 'anniversary',
  title: playTitles.anniversary,
  commercial: 'never',
  path: 'suggestion',
  priority: 2,

  due(facts, { day, settings }) {
    return greetingDays(facts, day, day, settings.birthdays)
      .filter(({ play }) => play === 'anniversary')
      .map((greeting) => {
        const why = whyDue.anniversary(greeting.label, greeting.dayText, greeting.years);
        return greetingOccasion(greeting, `date:${greeting.date?.id ?? greeting.kind}`, why);
      });
  },

  whyNot(facts: CustomerFacts) {
    const known = facts.dates.length > 0 || facts.firstOrderOn !== null;
    return known ? whyNotDue.notAnniversary : whyNotDue.noAnniversary;
  },
};
