import { Alert, Button, DatePicker, Empty, Flex, Table, Tag } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import { clockTextIn } from '../../ui/shop-time';
import { ErrorNotice, Loading } from '../../ui/states';
import { StateTag } from '../../ui/state-tag';
import { useSession } from '../session';
import { PersonSelect } from './person-select';
import { useTouchAddress } from './touch-address';
import { useRehearsal } from './touches-api';

/** 试算: what a day, past or to come, would bring by the rules of now; nothing is written. */
export function RehearsalPanel() {
  const { filters, isTried, go } = useTouchAddress();
  const { day, repUserId } = filters;
  const rehearsal = useRehearsal(isTried ? { day, repUserId } : null);
  return (
    <>
      <p className="touch-words">按现在的规则、客户和文案，算一遍某一天会发什么。只看不发，也不改动任何排期。</p>
      <Flex gap={8} wrap className="touch-pickers">
        <DatePicker
          aria-label="试算哪一天"
          allowClear={false}
          value={dayjs(day)}
          onChange={(date) => date && go({ day: date.format('YYYY-MM-DD'), run: null })}
        />
        <PersonSelect kind="rep" value={repUserId} onChange={(id) => go({ rep: id, run: null })} />
        <Button type="primary" loading={rehearsal.isFetching} onClick={() => go({ run: 'yes' })}>
          试算
        </Button>
      </Flex>
      {rehearsal.isLoading && <Loading />}
      {rehearsal.error && <ErrorNotice error={rehearsal.error} onRetry={() => void rehearsal.refetch()} />}
      {rehearsal.data ? (
        <Rehearsed told={rehearsal.data} />
      ) : (
        !rehearsal.isLoading && !rehearsal.error && <Empty description="选好日期，点「试算」" />
      )}
    </>
  );
}

type Told = NonNullable<ReturnType<typeof useRehearsal>['data']>;

function Rehearsed({ told }: { told: Told }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const { customers, counts, lines, total, note, isSample, madeAt } = told;
  return (
    <>
      <Alert
        type={isSample ? 'warning' : 'info'}
        showIcon
        data-testid="rehearsed"
        title={`${customers.toLocaleString()} 位客户，${total.toLocaleString()} 条触达`}
        description={`${note}；${clockText(madeAt)} 试算`}
      />
      <Flex gap={4} wrap className="touch-counts">
        {counts.map(({ key, title, count }) => (
          <Tag key={key}>
            {title} {count.toLocaleString()}
          </Tag>
        ))}
      </Flex>
      {lines.length < total && <p className="touch-quiet">先列出 {lines.length} 条，会发的在前</p>}
      <div className="touch-table">
        <Table
          rowKey={({ customer, play, occasion }) => `${customer.id} ${play} ${occasion}`}
          size="small"
          dataSource={lines}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          tableLayout="fixed"
          locale={{ emptyText: <Empty description="这一天没有客户到时候，不会有触达" /> }}
          expandable={{
            rowExpandable: ({ text }) => text !== '',
            expandedRowRender: ({ text }) => <p className="touch-text">{text}</p>,
          }}
          columns={[
            {
              title: '客户',
              width: 140,
              render: (_, { customer }) => (
                <Link to={`/customers/${encodeURIComponent(customer.id)}`}>{customer.name}</Link>
              ),
            },
            {
              title: '触达',
              width: 180,
              render: (_, { occasion, playTitle }) =>
                occasion === playTitle ? playTitle : `${playTitle} · ${occasion}`,
            },
            { title: '会怎样', width: 110, render: (_, line) => <StateTag {...line} /> },
            { title: '为什么', dataIndex: 'why' },
          ]}
        />
      </div>
    </>
  );
}
