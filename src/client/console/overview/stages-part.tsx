import { useMemo } from 'react';
import { Link } from 'react-router';
import { stageNames } from '../../../contract/console/trust-names';
import { BarChart } from './bar-chart';
import type { Figures } from './overview-api';

/** The funnel of trust: how many customers stand at each stage, and how that has changed. */
export function StagesPart({ figures: { stages, beforeOn } }: { figures: Figures }) {
  const total = stages.reduce((sum, { customers }) => sum + customers, 0);
  const bars = useMemo(
    () =>
      stages.map(({ stage, customers }) => ({
        name: stageNames[stage],
        value: customers,
        words: `${customers.toLocaleString()}（${share(customers, total)}）`,
      })),
    [stages, total],
  );
  return (
    <>
      <p>
        共 {total.toLocaleString()} 位客户{beforeOn && `；表格里有与 ${beforeOn} 的比较`}
      </p>
      <BarChart
        label={`各阶段的客户数：${bars.map(({ name, words }) => `${name} ${words}`).join('，')}`}
        bars={bars}
        table={
          <table>
            <thead>
              <tr>
                <th scope="col">阶段</th>
                <th scope="col">客户</th>
                <th scope="col">占比</th>
                {beforeOn && <th scope="col">比 {beforeOn}</th>}
              </tr>
            </thead>
            <tbody>
              {stages.map(({ stage, customers, before }) => (
                <tr key={stage}>
                  <th scope="row">
                    <Link to={`/customers?stage=${stage}`}>{stageNames[stage]}</Link>
                  </th>
                  <td>{customers.toLocaleString()}</td>
                  <td>{share(customers, total)}</td>
                  {beforeOn && <td>{change(customers - (before ?? 0))}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
    </>
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.round((part / whole) * 1_000) / 10}%`;
}

function change(by: number): string {
  return by > 0 ? `+${by.toLocaleString()}` : by.toLocaleString();
}
