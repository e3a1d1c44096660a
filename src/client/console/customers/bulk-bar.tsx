import { Button, Flex } from 'antd';
import { useState } from 'react';
import { mostCustomers } from '../../../contract/console/customer-batches';
import { BulkDialog, type BulkWork } from './bulk-dialog';
import type { Chosen } from './chosen';

interface Props {
  chosen: Chosen;
  /** Who match the filter; `more`: than that. */
  found: { count: number; more: boolean };
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with the customers that were chosen. */
export function BulkBar({ chosen, found, onAll, onClear }: Props) {
  const [work, setWork] = useState<BulkWork | null>(null);
  const mayAll = chosen.kind === 'some' && !found.more && found.count > chosen.ids.length;
  const isTooMany = chosen.kind === 'all' && found.count > mostCustomers;
  return (
    <Flex className="bulk-bar" gap={8} wrap align="center" role="region" aria-label="批量操作">
      <b>{chosen.kind === 'all' ? `已选全部 ${found.count} 位` : `已选 ${chosen.ids.length} 位`}</b>
      {mayAll && (
        <Button type="link" size="small" onClick={onAll}>
          选中全部符合条件的 {found.count} 位
        </Button>
      )}
      <Button size="small" disabled={isTooMany} onClick={() => setWork('tag')}>
        打标签
      </Button>
      <Button size="small" disabled={isTooMany} onClick={() => setWork('assign')}>
        换主跟进人
      </Button>
      <Button size="small" type="text" onClick={onClear}>
        取消选择
      </Button>
      <BulkDialog work={work} chosen={chosen} onClose={() => setWork(null)} />
    </Flex>
  );
}
