import { theme } from 'antd';
import type { CSSProperties } from 'react';
import type { CalendarDay, FestivalView, TopicView } from '../../../contract/console/calendar';
import { classNames, startWords, weekdayNames } from './calendar-words';

export interface MonthView {
  today: string;
  days: CalendarDay[];
  topics: TopicView[];
}

export interface DaysProps {
  view: MonthView;
  onOpen: (day: string) => void;
}

/** The colour of a festival's class, beside its name, never in its stead. */
export function useClassColour(): (festivalClass: FestivalView['class']) => string {
  const { token } = theme.useToken();
  const colours: Record<FestivalView['class'], string> = {
    reunion: token.colorError,
    commemorative: token.colorWarning,
    seasonal: token.colorSuccess,
    promotion: token.colorPrimary,
    solemn: token.colorText,
    dignified: token.colorTextSecondary,
  };
  return (festivalClass) => colours[festivalClass];
}

/** The theme's colours, as the sheet of styles names them. */
export function useColours(): CSSProperties {
  const { token } = theme.useToken();
  // React's type knows no custom properties.
  return {
    '--cal-line': token.colorBorderSecondary,
    '--cal-ground': token.colorBgContainer,
    '--cal-dim': token.colorBgLayout,
    '--cal-text': token.colorText,
    '--cal-quiet': token.colorTextSecondary,
    '--cal-accent': token.colorPrimary,
    '--cal-on-accent': token.colorTextLightSolid,
  } as CSSProperties;
}

export function titlesOf(topics: readonly TopicView[]): Map<string, string> {
  return new Map(topics.map(({ id, title }) => [id, title]));
}

/** Which colour is which class. */
export function Legend() {
  const colourOf = useClassColour();
  return (
    <div className="cal-legend">
      {(Object.keys(classNames) as FestivalView['class'][]).map((each) => (
        <span key={each} className="cal-festival" style={{ borderColor: colourOf(each) }}>
          {classNames[each]}
        </span>
      ))}
    </div>
  );
}

/** A month in weeks, Monday first. */
export function MonthGrid({ view: { days, today, topics }, onOpen }: DaysProps) {
  const colours = useColours();
  const titles = titlesOf(topics);
  return (
    <div className="cal-grid" style={colours}>
      {weekdayNames.map((name) => (
        <div key={name} className="cal-weekday">
          周{name}
        </div>
      ))}
      {days.map((day) => (
        <Cell key={day.day} day={day} isToday={day.day === today} titles={titles} onOpen={onOpen} />
      ))}
    </div>
  );
}

interface CellProps {
  day: CalendarDay;
  isToday: boolean;
  titles: ReadonlyMap<string, string>;
  onOpen: (day: string) => void;
}

function Cell({ day, isToday, titles, onOpen }: CellProps) {
  const { lunar, solarTerm, statutory, inMonth } = day;
  const month = Number(day.day.slice(5, 7));
  return (
    <button
      type="button"
      className={`cal-day${inMonth ? '' : ' is-beside'}${isToday ? ' is-today' : ''}`}
      aria-current={isToday ? 'date' : undefined}
      data-testid={`day-${day.day}`}
      onClick={() => onOpen(day.day)}
    >
      <span className="cal-top">
        <span className="unseen">{month}月</span>
        <span className="cal-number">{Number(day.day.slice(8))}</span>
        {isToday && <span className="unseen">今天</span>}
        <span className="cal-lunar">{solarTerm ?? lunar}</span>
        {statutory && <b className="cal-statutory">{statutory.kind === 'holiday' ? '休' : '班'}</b>}
      </span>
      <Marks day={day} titles={titles} />
    </button>
  );
}

/** What a day brings, in short. */
export function Marks({ day, titles }: Pick<CellProps, 'day' | 'titles'>) {
  const colourOf = useClassColour();
  const { festivals, starts, topics, dates, touches } = day;
  const people = dates ? dates.confirmed + dates.proposed : 0;
  const waiting = touches.open + touches.held;
  return (
    <>
      {festivals.map(({ key, name, class: festivalClass, on }) => (
        <span
          key={key}
          className="cal-festival"
          style={{ borderColor: colourOf(festivalClass) }}
          title={classNames[festivalClass]}
        >
          {name}
          {!on && ' · 停用'}
        </span>
      ))}
      {starts.map(({ kind, key, name }) => (
        <span key={`${kind} ${key}`} className="cal-start">
          {startWords({ kind, name })}
        </span>
      ))}
      {topics.map((id) => (
        <span key={id} className="cal-topic">
          {titles.get(id)}
        </span>
      ))}
      {(people > 0 || waiting > 0 || touches.sent > 0) && (
        <span className="cal-counts">
          {people > 0 && <span>客户日子 {people}</span>}
          {waiting > 0 && <span>待发 {waiting}</span>}
          {touches.sent > 0 && <span>已发 {touches.sent}</span>}
        </span>
      )}
    </>
  );
}
