import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Drawer, InputNumber, Popconfirm, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import type { FestivalView } from '../../../contract/console/calendar';
import { Refused } from '../../ui/ask';
import { ErrorNotice, Loading } from '../../ui/states';
import { useMay } from '../session';
import { useFestivals, useRemoveFestival, useSetFestival } from './calendar-api';
import { classNames } from './calendar-words';
import { FestivalDialog } from './festival-dialog';

/** Every festival: in use or not, and how long ahead; and those of the shop's own. */
export function FestivalsDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Drawer open={isOpen} onClose={onClose} size={720} title="节日" destroyOnHidden>
      <Festivals />
    </Drawer>
  );
}

function Festivals() {
  const mayEdit = useMay('calendar.edit');
  const list = useFestivals();
  const [isAdding, setAdding] = useState(false);
  if (list.error && !list.data) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const { festivals, version, solarTerms } = list.data;
  const inUse = festivals.filter(({ on }) => on).length;
  return (
    <>
      <div className="festivals-head">
        <span>
          共 {festivals.length} 个，启用 {inUse} 个。停用后不再提前建议，还没发的会收回；哀悼日按规定不能改。
        </span>
        {mayEdit && (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            添加自己的节日
          </Button>
        )}
      </div>
      <Table<FestivalView>
        rowKey="key"
        size="small"
        pagination={false}
        scroll={{ x: 560 }}
        dataSource={[...festivals].sort((one, other) => ((one.nextOn ?? '9') < (other.nextOn ?? '9') ? -1 : 1))}
        columns={[
          {
            title: '节日',
            key: 'name',
            render: (_, { name, ruleText, own, angle }) => (
              <span title={angle}>
                {name} {own && <Tag>自己的</Tag>}
                <br />
                <small>{ruleText}</small>
              </span>
            ),
          },
          { title: '类别', dataIndex: 'class', width: 90, render: (of: FestivalView['class']) => classNames[of] },
          { title: '下一次', dataIndex: 'nextOn', width: 110, render: (day: string | null) => day ?? '未定' },
          {
            title: '提前',
            key: 'lead',
            width: 120,
            render: (_, festival) => <Lead key={`${festival.leadDays}`} festival={festival} version={version} />,
          },
          {
            title: '启用',
            key: 'on',
            width: 110,
            render: (_, festival) => <OnOff festival={festival} version={version} />,
          },
        ]}
      />
      {isAdding && <FestivalDialog version={version} solarTerms={solarTerms} onClose={() => setAdding(false)} />}
    </>
  );
}

/** Tells a refusal; a stale one has been read again already. */
function useTold() {
  const { message } = App.useApp();
  return (error: Error) => {
    const isStale = error instanceof Refused && error.status === 409;
    void message.error(isStale ? '节日刚被别人改过，已换成最新的，请看过再改' : error.message);
  };
}

function Lead({ festival, version }: { festival: FestivalView; version: number }) {
  const { key, name, leadDays, fixed } = festival;
  const mayEdit = useMay('calendar.edit');
  const set = useSetFestival();
  const told = useTold();
  const [days, setDays] = useState(leadDays);
  if (leadDays === null) return '不提前';
  const save = () => {
    if (days === null || days === leadDays) return setDays(leadDays);
    set.mutate({ key, basedOn: version, leadDays: days }, { onError: told });
  };
  return (
    <InputNumber
      size="small"
      aria-label={`提前天数：${name}`}
      value={days}
      min={0}
      max={120}
      precision={0}
      suffix="天"
      style={{ width: 96 }}
      disabled={!mayEdit || fixed || set.isPending}
      onChange={(value) => setDays(value === null ? null : Number(value))}
      onBlur={save}
      onPressEnter={save}
    />
  );
}

function OnOff({ festival: { key, name, on, own, fixed }, version }: { festival: FestivalView; version: number }) {
  const mayEdit = useMay('calendar.edit');
  const set = useSetFestival();
  const remove = useRemoveFestival();
  const told = useTold();
  return (
    <>
      <Switch
        size="small"
        aria-label={`启用：${name}`}
        checked={on}
        loading={set.isPending}
        disabled={!mayEdit || fixed}
        onChange={(next) => set.mutate({ key, basedOn: version, on: next }, { onError: told })}
      />
      {own && mayEdit && (
        <Popconfirm
          title={`删除「${name}」？还没发的建议会收回`}
          okText="删除"
          cancelText="不删"
          onConfirm={() => remove.mutate({ key, basedOn: version }, { onError: told })}
        >
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`删除：${name}`} />
        </Popconfirm>
      )}
    </>
  );
}
