import { App, Button, Card, Flex, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { type DateView, profileEndpoints, type ProfileView } from '../../../../contract/console/profile';
import { Refused } from '../../../ui/ask';
import { call } from '../../api';
import { whoWords } from '../customer-words';
import { DateDialog } from './date-dialog';
import { awayWords } from './date-words';
import { useChange } from './profile-api';

/** 重要日期: the next first; what was heard in a chat waits for somebody to say that it is true. */
export function ImportantDates({ profile, mayEdit }: { profile: ProfileView; mayEdit: boolean }) {
  const [edited, setEdited] = useState<DateView | 'new' | null>(null);
  const { dates, externalUserId } = profile;
  const add = mayEdit && (
    <Button type="link" size="small" onClick={() => setEdited('new')}>
      添加日期
    </Button>
  );
  return (
    <Card size="small" title="重要日期" extra={add}>
      {dates.length === 0 && <span className="quiet">还没有：知道生日，才能在那天送上祝福</span>}
      <ul className="profile-dates">
        {dates.map((date) => (
          <OneDate
            key={date.id}
            date={date}
            externalUserId={externalUserId}
            mayEdit={mayEdit}
            onEdit={() => setEdited(date)}
          />
        ))}
      </ul>
      {edited !== null && (
        <DateDialog
          externalUserId={externalUserId}
          date={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Card>
  );
}

function OneDate({
  date,
  externalUserId,
  mayEdit,
  onEdit,
}: {
  date: DateView;
  externalUserId: string;
  mayEdit: boolean;
  onEdit: () => void;
}) {
  const { id, name, text, nextOn, daysAway, confirmed, source } = date;
  const { modal, message } = App.useApp();
  const params = { externalUserId, dateId: id };
  const remove = useChange(externalUserId, () => call(profileEndpoints.removeDate, { params }));
  const confirm = useChange(externalUserId, (replace: boolean) =>
    call(profileEndpoints.confirmDate, { params, body: { replace } }),
  );
  const confirmIt = () =>
    confirm.mutate(false, {
      onError: (error) => {
        if (!(error instanceof Refused) || error.code !== 'date_conflict') return void message.error(error.message);
        modal.confirm({
          title: `${name}：以哪一个为准？`,
          content: `${error.message}。聊天中得知的是${text}。`,
          okText: `改为${text}`,
          cancelText: '先不改',
          onOk: () => confirm.mutateAsync(true).catch((again: Error) => void message.error(again.message)),
        });
      },
    });
  const removeIt = () => remove.mutate(undefined, { onError: (error) => void message.error(error.message) });
  return (
    <li>
      <div>
        <b>{name}</b> {text} {!confirmed && <Tag>待确认</Tag>}
      </div>
      <div className="quiet">
        {confirmed ? `下一次 ${nextOn}，${awayWords(daysAway)}` : '确认之前不会据此问候'} · {whoWords(source)}
      </div>
      {mayEdit && (
        <Flex gap={4}>
          {!confirmed && (
            <Button size="small" type="primary" loading={confirm.isPending} onClick={confirmIt}>
              属实
            </Button>
          )}
          <Button size="small" type="text" onClick={onEdit} aria-label={`修改${name}`}>
            修改
          </Button>
          <Popconfirm
            title={confirmed ? `删除${name}？为它安排的问候也会取消` : '不属实，不再提起？'}
            onConfirm={removeIt}
          >
            <Button
              size="small"
              type="text"
              loading={remove.isPending}
              aria-label={`${confirmed ? '删除' : '忽略'}${name}`}
            >
              {confirmed ? '删除' : '不属实'}
            </Button>
          </Popconfirm>
        </Flex>
      )}
    </li>
  );
}
