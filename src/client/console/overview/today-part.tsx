import { Link } from 'react-router';
import type { Overview } from './overview-api';

/** What today holds by state, and whose customers wait most. */
export function TodayPart({ overview: { states, waitingReps } }: { overview: Overview }) {
  const shown = states.filter(({ count }) => count > 0);
  if (shown.length === 0) return <p>今天没有要做的触达。当天的在凌晨两点排好，之后有新订单会再补上。</p>;
  return (
    <>
      <ul className="today-states">
        {shown.map(({ key, title, count }) => (
          <li key={key}>
            <Link to={`/touches?state=${key}`}>
              <b>{count.toLocaleString()}</b>
              <span>{title}</span>
            </Link>
          </li>
        ))}
      </ul>
      {waitingReps.length > 0 && (
        <p>
          等导购发送最多的：
          {waitingReps.map(({ key, title, count }, index) => (
            <span key={key}>
              {index > 0 && '、'}
              <Link to={`/touches?state=offered&rep=${encodeURIComponent(key)}`}>{title}</Link> {count}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
