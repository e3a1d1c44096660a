import { Button, Empty, Flex } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { customerEndpoints } from '../../../contract/console/customers';
import type { z } from 'zod';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice } from '../../ui/states';
import { useMay, useSession } from '../session';
import { BulkBar } from './bulk-bar';
import type { Chosen } from './chosen';
import { CustomerFilters } from './customer-filters';
import { CustomerTable } from './customer-table';
import { useCustomers } from './customers-api';
import { ListActions } from './list-actions';
import { changed, filterOf, ofSegment, sortOf, unfiltered } from './list-query';
import { SegmentBar } from './segment-bar';

type Found = z.output<typeof customerEndpoints.listCustomers.answer>['found'];

/** Everybody whom the member may see, by filter and order; both stand in the address. */
export function CustomerList() {
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const sorting = sortOf(search);
  const list = useCustomers({ ...filter, ...sorting });
  const [first] = list.data?.pages ?? [];
  const customers = list.data?.pages.flatMap((page) => page.customers) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const { chosen, choose } = useChosen(JSON.stringify(filter));
  const mayChange = useMay('customers.edit');
  return (
    <>
      <PageHead
        title="客户"
        note={first ? countWords(first.found, isFiltered) : ' '}
        actions={<ListActions filter={filter} />}
      />
      <SegmentBar
        filter={filter}
        chosenId={search.get('segment')}
        onChoose={(segment) => setSearch((known) => ofSegment(known, segment))}
      />
      <CustomerFilters
        filter={filter}
        onChange={(change) => setSearch((known) => changed(known, change))}
        onClear={() => setSearch(unfiltered)}
      />
      {chosen && first && (
        <BulkBar
          chosen={chosen}
          found={first.found}
          onAll={() => choose({ kind: 'all', filter })}
          onClear={() => choose(null)}
        />
      )}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      <CustomerTable
        customers={customers}
        isLoading={list.isFetching && !list.isFetchingNextPage}
        sorting={sorting}
        selected={mayChange ? idsOf(chosen, customers) : null}
        onSelect={(ids) => choose(ids.length > 0 ? { kind: 'some', ids } : null)}
        onSort={(next) => setSearch((known) => changed(known, next))}
        empty={
          list.isPending || list.error ? ' ' : <Nobody isFiltered={isFiltered} onClear={() => setSearch(unfiltered)} />
        }
      />
      {list.hasNextPage && (
        <Flex className="customer-more" gap={12} align="center" justify="center">
          <span className="quiet">已列出 {customers.length} 位</span>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            继续列出
          </Button>
        </Flex>
      )}
    </>
  );
}

/** Who is chosen holds for the filter that it was chosen under. */
function useChosen(filter: string): { chosen: Chosen | null; choose: (chosen: Chosen | null) => void } {
  const [known, setKnown] = useState<{ filter: string; chosen: Chosen | null }>({ filter, chosen: null });
  return {
    chosen: known.filter === filter ? known.chosen : null,
    choose: (chosen) => setKnown({ filter, chosen }),
  };
}

function idsOf(chosen: Chosen | null, customers: { externalUserId: string }[]): string[] {
  if (chosen?.kind === 'all') return customers.map(({ externalUserId }) => externalUserId);
  return chosen?.ids ?? [];
}

function countWords({ count, more }: Found, isFiltered: boolean): string {
  const number = count.toLocaleString('zh-CN');
  return `${isFiltered ? '符合条件的' : '共'}${more ? '超过' : ''} ${number} 位`;
}

function Nobody({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { role } = useSession().member;
  if (isFiltered) {
    return (
      <Empty description="没有符合条件的客户，放宽一些条件试试">
        <Button onClick={onClear}>清空条件</Button>
      </Empty>
    );
  }
  const why =
    role === 'rep' || role === 'lead'
      ? '还没有由你（或你的团队）跟进的客户'
      : '还没有客户：客户添加导购的企业微信后会自动出现，业务系统也可以通过接口导入';
  return <Empty description={why} />;
}
