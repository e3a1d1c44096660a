import { Sheet } from './sheet';
import { addDays, spokenDay } from './shop-day';
import { repTexts } from './rep-texts';

const soon = [1, 2, 3, 7];

export function PostponeSheet(props: {
  day: string;
  lastDay: string;
  onPick: (day: string) => void;
  onClose: () => void;
}) {
  const days = soon.map((count) => addDays(props.day, count)).filter((day) => day <= props.lastDay);
  if (days.length === 0) {
    return (
      <Sheet title={repTexts.postponeTitle} onClose={props.onClose}>
        <p className="why">{repTexts.onlyToday}</p>
      </Sheet>
    );
  }
  return (
    <Sheet title={repTexts.postponeTitle} onClose={props.onClose}>
      <div className="choices">
        {days.map((day) => (
          <button key={day} className="button" onClick={() => props.onPick(day)}>
            {spokenDay(day)}
          </button>
        ))}
      </div>
      {props.lastDay > addDays(props.day, days.length) && (
        <label className="other-day">
          {repTexts.otherDay}
          <input
            type="date"
            min={addDays(props.day, 1)}
            max={props.lastDay}
            onChange={(event) => event.target.value !== '' && props.onPick(event.target.value)}
          />
        </label>
      )}
    </Sheet>
  );
}
