import type { Figures } from './overview-api';

/** What followed each play's touches; an order of hints, no proof. */
export function PlaysPart({ figures: { plays, effect } }: { figures: Figures }) {
  if (plays.length === 0) return <p>还没有发出满 {effect.followDays} 天的触达。</p>;
  return (
    <>
      <table className="overview-table">
        <thead>
          <tr>
            <th scope="col">打法</th>
            <th scope="col">发出</th>
            <th scope="col">{effect.followDays} 天内来信</th>
            <th scope="col">{effect.followDays} 天内下单</th>
            <th scope="col">下单比例</th>
          </tr>
        </thead>
        <tbody>
          {plays.map(({ play, title, sent, replied, bought }) => (
            <tr key={play}>
              <th scope="row">{title}</th>
              <td>{sent.toLocaleString()}</td>
              <td>{replied.toLocaleString()}</td>
              <td>{bought.toLocaleString()}</td>
              <td>{Math.round((bought / sent) * 1_000) / 10}%</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="overview-note">
        {effect.from} 至 {effect.to} 发出的触达。先后不等于因果：要看关怀本身有没有用，请看对照组的比较。
      </p>
    </>
  );
}
