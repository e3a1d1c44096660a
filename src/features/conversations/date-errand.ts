import { isChildsDate } from '../../kernel/kinship';
import { formatDate, validateDate, type YearlyDate } from '../../kernel/yearly-date';
import type { Answer, Errand, Errands, Settled, Subject } from './errands';
import type { RepCommand } from './rep-words';
import { say } from './texts';

type DateCommand = Extract<RepCommand, { kind: 'date' }>;

/** Keeps a date that a rep tells of, and asks where it may be read in two ways or differs from what is known. */
export function dateErrand(errands: Errands): Errand<'date'> {
  return async (command, who, request, settled) => {
    const { dateKind, label, forWhom } = command;
    const whose = say.whose(who.name, forWhom, label);
    if (settled.newDate === false) return { text: say.kept(whose) };
    if (!settled.date && !command.date.sure) return askCalendar(command, who, settled);
    const date = settled.date ?? plainDate(command.date);
    const fault = validateDate(date);
    if (fault) return { text: say.badDate(fault) };
    const consent = isChildsDate({ kind: dateKind, forWhom, label });
    const source = `rep:${request.repUserId}`;
    const wanted = { ...date, kind: dateKind, label, forWhom, source, replace: settled.newDate === true, consent };
    const outcome = await errands.addDate(who.externalUserId, wanted);
    if (outcome.kind === 'conflict') {
      const [old, now] = [formatDate(outcome.existing), formatDate(date)];
      const options = [
        { label: say.useNew(now), settled: { ...settled, date, newDate: true } },
        { label: say.keepOld(old), settled: { ...settled, date, newDate: false } },
      ];
      return { text: say.dateConflict(whose, old, now), question: { command, options } };
    }
    const text = outcome.kind === 'added' ? say.dateAdded(whose, date, outcome.nextOn) : say.dateKnown(whose, date);
    return { text: consent ? `${text}\n${say.guardian}` : text };
  };
}

function askCalendar(command: DateCommand, who: Subject, settled: Settled): Answer {
  const readings = (['solar', 'lunar'] as const)
    .map((calendar) => ({ ...plainDate(command.date), calendar, leapMonth: false }))
    .filter((date) => validateDate(date) === null);
  const options = readings.map((date) => ({
    label: `${date.calendar === 'solar' ? '公历' : ''}${formatDate(date)}`,
    settled: { ...settled, date },
  }));
  const [only, ...others] = options;
  const text = only && others.length === 0 ? say.onlyReading(who.name, only.label) : say.whichCalendar(who.name);
  return { text, question: { command, options } };
}

function plainDate({ calendar, year, month, day, leapMonth }: YearlyDate): YearlyDate {
  return { calendar, year, month, day, leapMonth };
}
