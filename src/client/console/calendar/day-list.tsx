import { weekdayNames } from './calendar-words';
import { type DaysProps, Marks, titlesOf, useColours } from './month-grid';

/** The days of a month one below the other, for a phone. */
export function DayList({ view: { days, today, topics }, onOpen }: DaysProps) {
  const colours = useColours();
  const titles = titlesOf(topics);
  return (
    <div className="cal-list" style={colours}>
      {days.map((day, index) => {
        if (!day.inMonth) return null;
        return (
          <button
            key={day.day}
            type="button"
            className={`cal-row${day.day === today ? ' is-today' : ''}`}
            aria-current={day.day === today ? 'date' : undefined}
            data-testid={`day-${day.day}`}
            onClick={() => onOpen(day.day)}
          >
            <span className="cal-date">
              <span className="cal-number">{Number(day.day.slice(8))}</span>周{weekdayNames[index % 7]}
              <span className="cal-lunar">{day.solarTerm ?? day.lunar}</span>
              {day.statutory && <b className="cal-statutory">{day.statutory.kind === 'holiday' ? '休' : '班'}</b>}
            </span>
            <span className="cal-marks">
              <Marks day={day} titles={titles} />
            </span>
          </button>
        );
      })}
    </div>
  );
}
