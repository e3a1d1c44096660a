import { type FormEvent, useState } from 'react';
import { Refused } from '../ui/ask';
import { Sheet } from '../ui/rep/sheet';
import { texts } from './texts';
import { type FormProps, useEntry } from './use-entry';

const empty = {
  kind: 'birthday' as keyof typeof texts.dateKinds,
  forWhom: '',
  label: '',
  calendar: 'solar' as keyof typeof texts.calendars,
  year: '',
  month: '1',
  day: '1',
  leapMonth: false,
};

const months = Array.from({ length: 12 }, (_, index) => String(index + 1));
const days = { solar: 31, lunar: 30 } as const;

/** A day of the customer's or of somebody near, by either calendar. */
export function DateForm(props: FormProps) {
  const [date, setDate] = useState(empty);
  const entry = useEntry(props, props.onClose);
  const set = (change: Partial<typeof empty>) => {
    entry.reset();
    setDate({ ...date, ...change });
  };
  const save = (replace: boolean) => {
    const { year, month, day, leapMonth, ...rest } = date;
    const numbers = { year: year === '' ? null : Number(year), month: Number(month), day: Number(day) };
    const body = { ...rest, ...numbers, leapMonth: leapMonth && date.calendar === 'lunar', replace };
    entry.mutate({ path: '/dates', body });
  };
  const clash = clashOf(entry.error);
  return (
    <Sheet title={texts.dateTitle} onClose={props.onClose}>
      <form
        className="fields"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          save(clash !== null);
        }}
      >
        <Choice options={texts.dateKinds} value={date.kind} name={texts.label} onPick={(kind) => set({ kind })} />
        {date.kind === 'other' && (
          <label>
            {texts.label}
            <input
              value={date.label}
              required
              maxLength={40}
              placeholder={texts.labelPlaceholder}
              onChange={(event) => set({ label: event.target.value })}
            />
          </label>
        )}
        {date.kind !== 'wedding' && (
          <label>
            {texts.whose}
            <input
              value={date.forWhom}
              maxLength={40}
              placeholder={texts.whosePlaceholder}
              onChange={(event) => set({ forWhom: event.target.value })}
            />
          </label>
        )}
        <Choice
          options={texts.calendars}
          value={date.calendar}
          name={texts.dateTitle}
          onPick={(calendar) => set({ calendar, day: '1' })}
        />
        <Day date={date} onChange={set} />
        <p className="quiet">{texts.guardian}</p>
        {clash !== null && <p className="stop">{texts.clash(clash)}</p>}
        <button className="button primary" disabled={entry.isPending}>
          {clash === null ? texts.save : texts.replace}
        </button>
      </form>
    </Sheet>
  );
}

function Day({ date, onChange }: { date: typeof empty; onChange: (change: Partial<typeof empty>) => void }) {
  const options = Array.from({ length: days[date.calendar] }, (_, index) => String(index + 1));
  return (
    <div className="triple">
      <label>
        {texts.year}
        <input
          value={date.year}
          inputMode="numeric"
          pattern="(19|20)\d\d"
          onChange={(event) => onChange({ year: event.target.value.trim() })}
        />
      </label>
      <label>
        {texts.month}
        <select value={date.month} onChange={(event) => onChange({ month: event.target.value })}>
          {months.map((month) => (
            <option key={month}>{month}</option>
          ))}
        </select>
      </label>
      <label>
        {texts.day}
        <select value={date.day} onChange={(event) => onChange({ day: event.target.value })}>
          {options.map((day) => (
            <option key={day}>{day}</option>
          ))}
        </select>
      </label>
      {date.calendar === 'lunar' && (
        <label className="check">
          <input
            type="checkbox"
            checked={date.leapMonth}
            onChange={(event) => onChange({ leapMonth: event.target.checked })}
          />
          {texts.leapMonth}
        </label>
      )}
    </div>
  );
}

function Choice<Name extends string>(props: {
  options: Record<Name, string>;
  value: Name;
  name: string;
  onPick: (name: Name) => void;
}) {
  // The keys of the options.
  const names = Object.keys(props.options) as Name[];
  return (
    <div className="choice" role="group" aria-label={props.name}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className="button"
          aria-pressed={props.value === name}
          onClick={() => props.onPick(name)}
        >
          {props.options[name]}
        </button>
      ))}
    </div>
  );
}

/** What is kept of the same person's day already; null: nothing stands against it. */
function clashOf(error: Error | null): string | null {
  if (!(error instanceof Refused) || error.code !== 'date_conflict') return null;
  return (error.more.current as { text: string }).text; // as the server tells of a 409
}
