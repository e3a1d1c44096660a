import { DatePicker, Empty, Flex } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import { ErrorNotice, Loading } from '../../ui/states';
import { PlayWhys } from '../../ui/play-whys';
import { PersonSelect } from './person-select';
import { useTouchAddress } from './touch-address';
import { useExplanation } from './touches-api';

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
          <PlayWhys plays={data.plays} />
        </>
      )}
    </>
  );
}
