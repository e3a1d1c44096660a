import { Button, Empty, Table } from 'antd';
import { ErrorNotice, Loading } from '../../ui/states';
import { useReach } from './templates-api';

interface Props {
  name: string;
  source: string;
  onCustomer: (externalUserId: string) => void;
}

/** Whom the text would reach, and the first twenty of them by name. */
export function ReachPanel({ name, source, onCustomer }: Props) {
  const reach = useReach(name, source);
  if (reach.isPending) return <Loading />;
  if (reach.error) return <ErrorNotice error={reach.error} onRetry={() => void reach.refetch()} />;
  const { of, count, first } = reach.data;
  const words =
    of === 'planned'
      ? `今天起 30 天内已经安排了 ${count.toLocaleString()} 次触达用这份文案，先看 ${first.length} 位：`
      : `还没有安排到它；符合「写给谁」的客户有 ${count.toLocaleString()} 人，先看 ${first.length} 位：`;
  return (
    <>
      <p data-testid="reach-words">{words}</p>
      <Table
        rowKey={({ externalUserId, dueOn }) => `${externalUserId}-${dueOn ?? ''}`}
        size="small"
        dataSource={first}
        pagination={false}
        scroll={{ x: 420 }}
        locale={{ emptyText: <Empty description="没有客户会收到：检查「写给谁」，或先让导购加上客户" /> }}
        columns={[
          {
            title: '客户',
            dataIndex: 'name',
            render: (customer: string, row) => (
              <Button type="link" size="small" onClick={() => onCustomer(row.externalUserId)}>
                {customer}
              </Button>
            ),
          },
          { title: '跟进人', dataIndex: 'repName', width: 90 },
          { title: '哪天', dataIndex: 'dueOn', width: 110, render: (day: string | null) => day ?? '—' },
          { title: '为什么', dataIndex: 'why' },
        ]}
      />
    </>
  );
}
