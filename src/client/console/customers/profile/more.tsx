import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button, Empty } from 'antd';
import type { ReactNode } from 'react';
import { ErrorNotice, Loading } from '../../../ui/states';

/** A list that is read a page at a time: loading, empty, failed, and the way to more of it. */
export function More({
  list,
  count,
  empty,
  children,
}: {
  list: UseInfiniteQueryResult;
  count: number;
  empty: string;
  children: ReactNode;
}) {
  if (list.isPending) return <Loading />;
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (count === 0) return <Empty description={empty} />;
  return (
    <>
      {children}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          更早的（已列出 {count} 条）
        </Button>
      )}
    </>
  );
}
