import { DatePicker, Flex } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { PlayWhys } from '../../../ui/play-whys';
import { ErrorNotice, Loading } from '../../../ui/states';
import { useSession } from '../../session';
import { useWhys } from './profile-api';

/** Why the customer gets, or does not get, each play: today, or on another day. */
export function Whys({ externalUserId }: { externalUserId: string }) {
  const { today } = useSession();
  const [day, setDay] = useState(today);
  const whys = useWhys(externalUserId, day);
  return (
    <Flex vertical gap={12}>
      <DatePicker
        aria-label="哪一天"
        allowClear={false}
        className="profile-day"
        value={dayjs(day)}
        onChange={(date) => date && setDay(date.format('YYYY-MM-DD'))}
      />
      {whys.isPending && <Loading />}
      {whys.error && <ErrorNotice error={whys.error} onRetry={() => void whys.refetch()} />}
      {whys.data && <PlayWhys plays={whys.data.plays} />}
    </Flex>
  );
}
