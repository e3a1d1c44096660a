import type { Difference } from './care-value';

/** What was, and what will be. */
export function DifferenceList({ differences }: { differences: Difference[] }) {
  return (
    <ul className="care-differences">
      {differences.map(({ path, label, from, to }) => (
        <li key={path}>
          <span>{label}</span>
          <span className="care-was">{from}</span>
          <span aria-label="改为">→</span>
          <strong>{to}</strong>
        </li>
      ))}
    </ul>
  );
}
