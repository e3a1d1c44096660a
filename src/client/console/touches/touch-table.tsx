import { StateTag } from '../../ui/state-tag';
import { Button, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ConsoleTouch } from '../../../contract/console/touches';

interface Props {
  touches: ConsoleTouch[];
  isLoading: boolean;
  /** Shown where there is nothing. */
  empty: ReactNode;
  /** Null: this member decides nothing. */
  selection: { ids: string[]; onChange: (touches: ConsoleTouch[]) => void } | null;
  onOpen: (id: string) => void;
}

/** One line a touch: for whom, what about, its state and its why. */
export function TouchTable({ touches, isLoading, empty, selection, onOpen }: Props) {
  return (
    <div className="touch-table">
      <Table<ConsoleTouch>
        rowKey="id"
        size="small"
        dataSource={touches}
        loading={isLoading && touches.length > 0}
        pagination={false}
        tableLayout="fixed"
        locale={{ emptyText: isLoading ? ' ' : empty }}
        rowSelection={
          selection
            ? {
                selectedRowKeys: selection.ids,
                preserveSelectedRowKeys: true,
                getCheckboxProps: ({ customer, playTitle }) => ({
                  'aria-label': `选择 ${customer.name} 的${playTitle}`,
                }),
                onChange: (_keys, rows) => selection.onChange(rows),
              }
            : undefined
        }
        columns={[
          {
            title: '客户',
            width: 150,
            render: (_, { customer, rep }) => (
              <>
                <Link to={`/customers/${encodeURIComponent(customer.id)}`}>{customer.name}</Link>
                <div className="touch-quiet">{rep ? `跟进 ${rep.name}` : '没有跟进人'}</div>
              </>
            ),
          },
          {
            title: '触达',
            width: 200,
            render: (_, { playTitle, occasion, commercial }) => (
              <>
                {playTitle}
                {commercial && <span className="touch-quiet"> · 营销</span>}
                {occasion !== playTitle && <div className="touch-quiet">{occasion}</div>}
              </>
            ),
          },
          { title: '状态', width: 120, render: (_, touch) => <StateTag {...touch} /> },
          { title: '为什么', dataIndex: 'why', render: (why: string) => <span className="touch-why">{why}</span> },
          {
            title: '操作',
            width: 84,
            render: (_, { id, customer, playTitle }) => (
              <Button size="small" aria-label={`查看 ${customer.name} 的${playTitle}`} onClick={() => onOpen(id)}>
                查看
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}
