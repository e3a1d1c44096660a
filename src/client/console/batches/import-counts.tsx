import { Flex, Statistic } from 'antd';
import type { BatchView } from '../../../contract/console/batches';

/** New, changed, unchanged and refused. */
export function ImportCounts({ batch: { counts, failed } }: { batch: BatchView }) {
  if (!counts) return null;
  return (
    <Flex gap={32} wrap className="import-counts">
      <Statistic title="新增" value={counts.created} />
      <Statistic title="更新" value={counts.updated} />
      <Statistic title="没有变化" value={counts.unchanged} />
      <Statistic title="退回的行" value={failed} />
    </Flex>
  );
}
