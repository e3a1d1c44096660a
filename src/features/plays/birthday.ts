import { addDays } from '../../kernel/calendar';
import { playTitles } from '../../kernel/play-titles';
import { type GreetingDay, greetingDays, isOwnBirthday } from './greeting-days';
import type { CustomerFacts, DayFacts, Occasion, Play } from './play';
import { dateKindNames, whyDue, whyNotDue } from './texts';

/** 生日祝福: on the day itself, solar or lunar, from 09:00 until that evening's quiet hour; never late, never a sales pitch. */
export const birthday: Play = {
  name: 'birthday',
  title: playTitles.birthday,
  commercial: 'never',
  path: 'suggestion',
  priority: 2,

  due(facts, { day, settings }) {
    const [greeting] = greetingDays(facts, day, day, settings.birthdays).filter(({ play }) => play === 'birthday');
    return greeting ? [greetingOccasion(greeting, 'birthday', whyDue.birthday(greeting.dayText))] : [];
  },

  whyNot(facts: CustomerFacts, { day, settings }: DayFacts) {
    if (!facts.dates.some(isOwnBirthday)) return whyNotDue.noBirthday;
    const coming = greetingDays(facts, day, addDays(day, 400), settings.birthdays);
    const next = coming.find(({ play }) => play === 'birthday');
    return next ? whyNotDue.notBirthday(next.on) : whyNotDue.noBirthday;
  },
};

/** The occasion of a greeting day: it goes out on this day or not at all. */
export function greetingOccasion(greeting: GreetingDay, topic: string, why: string): Occasion {
  const { on, key, kind, date, dayText, years } = greeting;
  return {
    key,
    firstOn: on,
    lastOn: on,
    from: '09:00',
    until: '24:00',
    topic,
    commercial: false,
    weight: 0,
    exempt: false,
    details: {
      date: {
        label: date?.label ?? '',
        forWhom: date?.forWhom ?? '',
        kindName: dateKindNames[kind],
        years,
        isLunar: date?.calendar === 'lunar',
        dayText,
      },
      dateId: date?.id ?? null,
    },
    match: { dateKind: kind, forWhom: isOthers(greeting) ? 'other' : 'self' },
    why,
  };
}

function isOthers({ kind, date }: GreetingDay): boolean {
  return (date !== null && date.forWhom !== '') || kind === 'child-birthday' || kind === 'parent-birthday';
}
