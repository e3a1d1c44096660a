import { Alert } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session';
import { BarChart } from './bar-chart';
import type { Figures } from './overview-api';

type Effect = Figures['effect'];
type Followed = Effect['cared'];

const tones: Record<Effect['verdict'], 'info' | 'success' | 'warning'> = {
  off: 'info',
  waiting: 'info',
  too_few: 'warning',
  unclear: 'info',
  better: 'success',
  worse: 'warning',
};
const groups = [
  { key: 'cared', name: '主动关怀的' },
  { key: 'alone', name: '对照组' },
] as const;

/** Touches → orders against the holdout, and how sure the difference is. */
export function EffectPart({ effect }: { effect: Effect }) {
  const { verdict, words, detail, from, to, followDays, holdoutPercent } = effect;
  const maySet = useMay('settings.read');
  const shown = useMemo(() => groups.filter(({ key }) => effect[key].customers > 0), [effect]);
  const bars = useMemo(
    () =>
      shown.map(({ key, name }) => ({
        name,
        value: rate(effect[key]),
        words: `${rate(effect[key])}%（${effect[key].bought.toLocaleString()} / ${effect[key].customers.toLocaleString()}）`,
      })),
    [effect, shown],
  );
  return (
    <>
      <Alert type={tones[verdict]} showIcon title={words} description={detail} data-testid="effect-verdict" />
      {bars.length > 0 && (
        <BarChart
          label={`${followDays} 天内下单的客户：${bars.map((bar) => `${bar.name} ${bar.words}`).join('，')}`}
          bars={bars}
          table={<Groups effect={effect} shown={shown} />}
        />
      )}
      <p className="overview-note">
        {from} 至 {to} 到时候的客户，各自 {followDays} 天内有没有下单。主动关怀的，不论导购最后发没发都算； 对照组（
        {holdoutPercent}%
        的客户，按编号固定抽取）是同样到了时候、但没有打扰的客户。生日祝福、欢迎和答谢两组都有，不计入。来信只数微信客服里的：企业微信不告诉我们单聊里的回复。
        {maySet && verdict === 'off' && <Link to="/settings"> 去设置对照组</Link>}
      </p>
    </>
  );
}

function Groups({ effect, shown }: { effect: Effect; shown: readonly (typeof groups)[number][] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">哪些客户</th>
          <th scope="col">客户</th>
          <th scope="col">来信</th>
          <th scope="col">下单</th>
          <th scope="col">比例</th>
          <th scope="col">人均成交（元）</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ key, name }) => {
          const { customers, replied, bought, yuan } = effect[key];
          return (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{customers.toLocaleString()}</td>
              <td>{replied.toLocaleString()}</td>
              <td>{bought.toLocaleString()}</td>
              <td>{rate(effect[key])}%</td>
              <td>{(Math.round((yuan / customers) * 10) / 10).toLocaleString()}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function rate({ customers, bought }: Followed): number {
  return customers === 0 ? 0 : Math.round((bought / customers) * 1_000) / 10;
}
