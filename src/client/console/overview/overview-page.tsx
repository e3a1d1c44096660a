import { Card, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { PageHead } from '../../ui/page-head';
import { clockTextIn } from '../../ui/shop-time';
import { ErrorNotice } from '../../ui/states';
import { useSession } from '../session';
import { AttentionPart } from './attention-part';
import { EffectPart } from './effect-part';
import { HealthPart } from './health-part';
import { useFigures, useHealth, useOverview } from './overview-api';
import './overview.css';
import { PlaysPart } from './plays-part';
import { StagesPart } from './stages-part';
import { TodayPart } from './today-part';

/** 总览: today's work, what needs a person, what the care was worth, and how the system is. */
export function OverviewPage() {
  const clockText = clockTextIn(useSession().shop.zone);
  const overview = useOverview();
  const figures = useFigures();
  const health = useHealth();
  const counted = figures.data?.figures;
  const since = counted ? `统计于 ${clockText(counted.countedAt)}` : '';
  const nothing = <p>还没有统计过：每天凌晨统计一次</p>;
  return (
    <>
      <PageHead
        title="总览"
        note={overview.data ? `${overview.data.day}，截至 ${clockText(overview.data.countedAt).slice(11)}` : ' '}
      />
      <div className="overview">
        <Part title="今天的触达" query={overview} lines={4}>
          {overview.data && <TodayPart overview={overview.data} />}
        </Part>
        <Part title="需要人处理" query={overview} lines={4}>
          {overview.data && <AttentionPart needs={overview.data.attention} />}
        </Part>
        <Part title="客户在哪个阶段" note={since} query={figures} lines={8}>
          {counted ? <StagesPart figures={counted} /> : nothing}
        </Part>
        <Part title="关怀有没有用" note={since} query={figures} lines={8}>
          {counted ? <EffectPart effect={counted.effect} /> : nothing}
        </Part>
        <Part title="各种打法之后的成交" note={since} query={figures} lines={5}>
          {counted ? <PlaysPart figures={counted} /> : nothing}
        </Part>
        {health.data?.health !== null && (
          <Part title="系统状态" query={health} lines={5}>
            {health.data?.health && <HealthPart health={health.data.health} />}
          </Part>
        )}
      </div>
    </>
  );
}

interface PartProps {
  title: string;
  /** Of when the figures are. */
  note?: string;
  query: { isPending: boolean; error: Error | null; refetch: () => unknown };
  /** As high as what will stand there. */
  lines: number;
  children: ReactNode;
}

function Part({ title, note, query, lines, children }: PartProps) {
  return (
    <Card size="small" className={`overview-part is-${lines}`} title={<h2>{title}</h2>} extra={note}>
      {query.isPending && <Skeleton active title={false} paragraph={{ rows: lines }} />}
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isPending && !query.error && children}
    </Card>
  );
}
