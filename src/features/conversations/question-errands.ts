import { addDays, civilDay, weekday } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import type { Answer, Errand, Errands, Request } from './errands';
import type { RepQuestion, Span } from './rep-questions';
import { told } from './question-texts';

/** So many orders fit a chat on a phone. */
const mostOrders = 5;

type Questions = { [K in 'bought' | 'dates' | 'wish' | 'why-not']: Errand<K> };

/** Answers to what a rep asks of one customer in free words. */
export function questionErrands(errands: Errands): Questions {
  return {
    bought: async (_, { externalUserId, name }) => {
      const orders = await errands.lastOrders(externalUserId, mostOrders);
      return { text: orders.length === 0 ? told.boughtNothing(name) : told.bought(name, orders) };
    },
    dates: async (_, { externalUserId, name }) => {
      const dates = await errands.dates(externalUserId);
      return { text: dates.length === 0 ? told.noDates(name) : told.dates(name, dates) };
    },
    wish: async ({ about }, { externalUserId, name }) => {
      const wish = await errands.wish(externalUserId, about);
      return { text: wish === null ? told.noWish(name, about) : told.wish(name, wish) };
    },
    'why-not': async (_, { externalUserId, name }) => {
      const plays = await errands.explainToday(externalUserId);
      const due = plays.filter((play) => play.due);
      return { text: due.length === 0 ? told.nothingDue(name) : told.dueToday(name, due) };
    },
  };
}

/** Which of the rep's customers have their birthday soon. */
export async function birthdaysAnswer(
  { errands, zone }: { errands: Errands; zone: string },
  { span }: Extract<RepQuestion, { kind: 'birthdays' }>,
  { repUserId, sentAt }: Request,
): Promise<Answer> {
  const { from, to } = daysOf(span, civilDay(sentAt, zone));
  const found = await errands.birthdays(repUserId, from, to);
  return { text: found.length === 0 ? told.noBirthdays(from, to) : told.birthdays(found) };
}

function daysOf(span: Span, today: CivilDay): { from: CivilDay; to: CivilDay } {
  // Monday is the first day of a week.
  const monday = addDays(today, -((weekday(today) + 6) % 7));
  const days: Record<Span, { from: CivilDay; to: CivilDay }> = {
    today: { from: today, to: today },
    tomorrow: { from: addDays(today, 1), to: addDays(today, 1) },
    week: { from: today, to: addDays(today, 6) },
    'next-week': { from: addDays(monday, 7), to: addDays(monday, 13) },
    month: { from: today, to: addDays(today, 30) },
  };
  return days[span];
}
