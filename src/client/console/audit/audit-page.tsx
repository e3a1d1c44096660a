import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Table } from 'antd';
import { useSearchParams } from 'react-router';
import { type AuditEntryView, auditEndpoints } from '../../../contract/console/audit';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice, Loading } from '../../ui/states';
import { call } from '../api';
import { AuditFilters, filtersOf } from './audit-filters';
import { useSession } from '../session';
import { clockTextIn } from '../../ui/shop-time';

/** 审计: who did what, when, from where; and whether the record is whole. */
export function AuditPage() {
  const clockText = clockTextIn(useSession().shop.zone);
  const [search] = useSearchParams();
  const filters = filtersOf(search);
  const trail = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }) =>
      call(auditEndpoints.pageAudit, { query: pageParam ? { ...filters, before: pageParam } : filters }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
  const entries = trail.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <PageHead title="审计" note="只增不改；每条记录与前一条相扣" actions={<Verification />} />
      <AuditFilters />
      {trail.isPending && <Loading />}
      {trail.error && <ErrorNotice error={trail.error} onRetry={() => void trail.refetch()} />}
      {trail.data && (
        <Table<AuditEntryView>
          rowKey="seq"
          size="small"
          dataSource={entries}
          pagination={false}
          scroll={{ x: 720 }}
          locale={{ emptyText: <Empty description={search.size > 0 ? '没有符合条件的记录' : '还没有任何操作记录'} /> }}
          expandable={{
            rowExpandable: ({ before, after }) => before !== null || after !== null,
            expandedRowRender: (entry) => <Change entry={entry} />,
          }}
          columns={[
            { title: '时间', dataIndex: 'at', width: 170, render: (at: string) => clockText(at) },
            { title: '谁', dataIndex: 'actorName', width: 120 },
            { title: '做了什么', dataIndex: 'summary' },
            { title: '来自', dataIndex: 'address', width: 140, render: (address: string) => address || '系统' },
          ]}
        />
      )}
      {trail.hasNextPage && (
        <Button block loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
          更早的记录
        </Button>
      )}
    </>
  );
}

function Change({ entry: { before, after } }: { entry: AuditEntryView }) {
  return (
    <div className="audit-change">
      <pre aria-label="之前">{before === null ? '（无）' : JSON.stringify(before, null, 2)}</pre>
      <pre aria-label="之后">{after === null ? '（无）' : JSON.stringify(after, null, 2)}</pre>
    </div>
  );
}

function Verification() {
  const check = useQuery({
    queryKey: ['audit-verification'],
    queryFn: () => call(auditEndpoints.verifyAudit, {}),
    enabled: false,
  });
  const { data } = check;
  return (
    <div className="audit-verification">
      {data && !check.isFetching && (
        <Alert
          type={data.broken ? 'error' : 'success'}
          showIcon
          title={data.broken ? data.broken.why : `${data.entries} 条记录完整，没有被改动`}
        />
      )}
      <Button loading={check.isFetching} onClick={() => void check.refetch()}>
        检查是否被改动
      </Button>
    </div>
  );
}
