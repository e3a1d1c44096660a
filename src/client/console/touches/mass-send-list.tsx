import { Button, Empty, Flex, Segmented } from 'antd';
import { useState } from 'react';
import type { MassSendProgress } from '../../../contract/console/touches';
import { ErrorNotice, Loading } from '../../ui/states';
import { CancelTaskDialog } from './cancel-task-dialog';
import { MassSendCard } from './mass-send-card';
import { PersonSelect } from './person-select';
import { useTouchAddress } from './touch-address';
import { useMassSends } from './touches-api';

/** 群发任务: how far each rep is, and the nudge for those who have not confirmed. */
export function MassSendList() {
  const { filters, openOnly, go } = useTouchAddress();
  const list = useMassSends({ repUserId: filters.repUserId, open: openOnly });
  const [cancelling, setCancelling] = useState<MassSendProgress | null>(null);
  const tasks = list.data?.pages.flatMap((page) => page.massSends) ?? [];
  const shown = tasks.find(({ rep }) => rep.id === filters.repUserId)?.rep.name;
  return (
    <>
      <Flex gap={8} wrap className="touch-pickers">
        <Segmented
          aria-label="哪些任务"
          value={openOnly ? 'open' : 'all'}
          options={[
            { value: 'open', label: '还没完成的' },
            { value: 'all', label: '全部' },
          ]}
          onChange={(value) => go({ open: value === 'all' ? 'no' : null })}
        />
        <PersonSelect
          kind="rep"
          value={filters.repUserId}
          valueName={shown}
          onChange={(repUserId) => go({ rep: repUserId })}
        />
      </Flex>
      {list.isPending && <Loading />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && tasks.length === 0 && (
        <Empty description={openOnly ? '没有等待导购确认的群发任务' : '还没有创建过群发任务'} />
      )}
      <ul className="touch-tasks">
        {tasks.map((task) => (
          <li key={task.id}>
            <MassSendCard task={task} onCancel={() => setCancelling(task)} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          更早的任务
        </Button>
      )}
      {cancelling && <CancelTaskDialog task={cancelling} onClose={() => setCancelling(null)} />}
    </>
  );
}
