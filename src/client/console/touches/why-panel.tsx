import { DatePicker, Empty, Flex } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import { ErrorNotice, Loading } from '../../ui/states';
import { PersonSelect } from './person-select';
import { ToneTag } from './state-tag';
import { useTouchAddress } from './touch-address';
import { useExplanation } from './touches-api';

const decisions = {
  plan: { words: '会发', tone: 'done' },
  known: { words: '已经决定', tone: 'going' },
  hold: { words: '暂缓', tone: 'waiting' },
  refuse: { words: '不发', tone: 'failed' },
  none: { words: '没有到时候', tone: undefined },
} as const;

/** 为什么没有收到: each play's answer for one customer and day. */
export function WhyPanel() {
  const { filters, customerId, go } = useTouchAddress();
  const explanation = useExplanation(filters.day, customerId);
  const { data } = explanation;
  return (
    <>
      <Flex gap={8} wrap className="touch-pickers">
        <PersonSelect
          kind="customer"
          value={customerId}
          valueName={data?.customer.name}
          onChange={(id) => go({ customer: id })}
        />
        <DatePicker
          aria-label="哪一天"
          allowClear={false}
          value={dayjs(filters.day)}
          onChange={(date) => date && go({ day: date.format('YYYY-MM-DD') })}
        />
      </Flex>
      {customerId === undefined && <Empty description="选一位客户，看当天每种打法为什么发或不发" />}
      {explanation.isLoading && <Loading />}
      {explanation.error && <ErrorNotice error={explanation.error} onRetry={() => void explanation.refetch()} />}
      {data && customerId !== undefined && (
        <>
          <p data-testid="explained">
            <Link to={`/customers/${encodeURIComponent(data.customer.id)}`}>{data.customer.name}</Link>，{data.day}：
            {data.plays.some(({ decision }) => decision === 'plan' || decision === 'known')
              ? '有触达'
              : '没有触达，原因如下'}
          </p>
          <dl className="touch-whys">
            {data.plays.map(({ play, title, decision, why }) => (
              <div key={play}>
                <dt>
                  {title} <ToneTag {...decisions[decision]} />
                </dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}
