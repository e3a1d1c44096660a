import { Alert, Button, Empty } from 'antd';
import { useState } from 'react';
import type { ConsoleTouch } from '../../../contract/console/touches';
import { ErrorNotice } from '../../ui/states';
import { clockTextIn } from '../../ui/shop-time';
import { useMay, useSession } from '../session';
import { DayStrip } from './day-strip';
import { DecisionBar } from './decision-bar';
import { useTouchAddress } from './touch-address';
import { TouchDrawer } from './touch-drawer';
import { TouchFilters } from './touch-filters';
import { TouchTable } from './touch-table';
import { useTouchCounts, useTouchPages } from './touches-api';

/** A day's touches: found, read, and decided on. */
export function TouchDesk() {
  const { filters, touchId, go } = useTouchAddress();
  const key = JSON.stringify(filters);
  const mayAct = useMay('touches.act');
  const clockText = clockTextIn(useSession().shop.zone);
  const counts = useTouchCounts(filters);
  const list = useTouchPages(filters);
  const [choice, setChoice] = useState<{ of: string; touches: ConsoleTouch[] }>({ of: key, touches: [] });
  // What was chosen under other filters is chosen no more.
  const chosen = choice.of === key ? choice.touches : [];
  const choose = (touches: ConsoleTouch[]) => setChoice({ of: key, touches });
  const touches = list.data?.pages.flatMap((page) => page.touches) ?? [];
  const total = filters.name ? touches.length : (counts.data?.total ?? 0);
  const isFiltered = Object.keys(filters).some((name) => name !== 'day' && filters[name as keyof typeof filters]);
  return (
    <>
      <DayStrip />
      <TouchFilters counts={counts.data} />
      <p className="touch-total">
        {counts.data && !filters.name && `${filters.day} 共 ${total.toLocaleString()} 条`}
        {counts.data && <span className="touch-quiet"> 截至 {clockText(counts.data.countedAt).slice(11)}</span>}
      </p>
      {mayAct && <DecisionBar filters={filters} total={total} chosen={chosen} onChoose={choose} />}
      {list.data?.pages[0]?.tooManyNames && (
        <Alert type="info" showIcon title="这样开头的客户太多，只看了前 1000 位，请把名字写长一些" />
      )}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      <TouchTable
        touches={touches}
        isLoading={list.isFetching && !list.isFetchingNextPage}
        empty={isFiltered ? <Empty description="没有符合条件的触达" /> : <NothingYet day={filters.day} />}
        selection={mayAct ? { ids: chosen.map(({ id }) => id), onChange: choose } : null}
        onOpen={(id) => go({ touch: id })}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          更多
        </Button>
      )}
      <TouchDrawer id={touchId} onClose={() => go({ touch: null })} />
    </>
  );
}

/** A day is planned in its own small hours: until then it can only be tried out. */
function NothingYet({ day }: { day: string }) {
  const { today } = useSession();
  const { go } = useTouchAddress();
  const words = day > today ? '这一天还没有排期：到当天凌晨两点才排，现在可以先试算会发什么' : '这一天没有触达';
  return (
    <Empty description={words}>
      {day > today && <Button onClick={() => go({ view: 'rehearsal', run: 'yes' })}>试算这一天</Button>}
    </Empty>
  );
}
