import type { BriefingView } from '../../contract/sidebar';
import { spokenDay } from '../ui/rep/shop-day';
import { texts } from './texts';
import { type Changing, useEntry } from './use-entry';

/** What comes up for the customer and theirs; what a chat revealed waits for the rep's word. */
export function DatesCard(props: Changing) {
  const { dates } = props.briefing;
  return (
    <section className="card" aria-labelledby="dates">
      <h2 id="dates">{texts.dates}</h2>
      {dates.length === 0 && <p className="none">{texts.noDates}</p>}
      <ul className="rows">
        {dates.map((date) => (
          <DateRow key={date.id} date={date} {...props} />
        ))}
      </ul>
    </section>
  );
}

function DateRow({ date, ...changing }: Changing & { date: BriefingView['dates'][number] }) {
  const entry = useEntry(changing);
  const { id, name, text, nextOn, daysAway, confirmed } = date;
  return (
    <li>
      <div className="row">
        <strong>{name}</strong>
        <span className={daysAway <= 7 ? 'soon' : 'quiet'}>
          {daysAway === 0 ? texts.today : texts.inDays(daysAway)}
        </span>
      </div>
      <p className="quiet">
        {text} · {spokenDay(nextOn)}
      </p>
      {!confirmed && (
        <>
          <p className="proposed">{texts.proposed}</p>
          <div className="pair">
            <button
              className="button"
              disabled={entry.isPending}
              onClick={() => entry.mutate({ path: `/dates/${id}/confirmation`, body: {} })}
            >
              {texts.isRight}
            </button>
            <button className="button" disabled={entry.isPending} onClick={() => entry.mutate({ dismiss: id })}>
              {texts.isWrong}
            </button>
          </div>
        </>
      )}
    </li>
  );
}
