import { Alert, App, Modal, Radio, Space } from 'antd';
import { useState } from 'react';
import { profileEndpoints, type ProfileView } from '../../../../contract/console/profile';
import { Refused } from '../../../ui/ask';
import { call } from '../../api';
import { useChange, useProfile } from './profile-api';

const earliest = '';

/** Another rep of those who follow the customer. */
export function RepDialog({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const { externalUserId, repUserId, repPinned, followers } = profile;
  const { message } = App.useApp();
  const { refetch } = useProfile(externalUserId);
  const [chosen, setChosen] = useState(repPinned && repUserId !== null ? repUserId : earliest);
  const assign = useChange(externalUserId, () =>
    call(profileEndpoints.assignRep, {
      params: { externalUserId },
      body: { repUserId: chosen === earliest ? null : chosen, instead: repUserId },
    }),
  );
  const alive = followers.filter(({ endedAt }) => endedAt === null);
  const stale = assign.error instanceof Refused && assign.error.code === 'stale_edit' ? assign.error : null;
  const save = () =>
    assign.mutate(undefined, {
      onSuccess: ({ repName }) => {
        void message.success(repName ? `主跟进人是${repName}` : '客户待分配');
        onClose();
      },
      // Who looks after them now stands behind the dialog.
      onError: () => void refetch(),
    });
  return (
    <Modal open title="更换主跟进人" okText="更换" confirmLoading={assign.isPending} onOk={save} onCancel={onClose}>
      {assign.error && (
        <Alert
          type={stale ? 'warning' : 'error'}
          role="alert"
          showIcon
          title={assign.error.message}
          description={stale && staleWords(stale)}
        />
      )}
      <p>待发的关怀会一起转给新的主跟进人，并由「久伴」告诉 TA；已在企业微信群发任务里的仍由原来的导购发送。</p>
      <Radio.Group value={chosen} onChange={(event) => setChosen(String(event.target.value))}>
        <Space orientation="vertical">
          {alive.map(({ repUserId: id, repName, remark }) => (
            <Radio key={id} value={id}>
              {repName}
              {remark && `（备注名：${remark}）`}
            </Radio>
          ))}
          <Radio value={earliest}>不指定：由最早添加、仍在跟进的导购负责</Radio>
        </Space>
      </Radio.Group>
      {alive.length === 0 && <p>现在没有导购在跟进这位客户；客户重新添加导购后会自动分配。</p>}
    </Modal>
  );
}

function staleWords({ more }: Refused): string {
  // The endpoint tells so on a 409.
  const { current } = more as { current?: { repName: string | null } };
  return `现在是：${current?.repName ?? '待分配'}`;
}
