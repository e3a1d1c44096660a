import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Space } from 'antd';
import { useState } from 'react';
import { memberEndpoints, type MemberView } from '../../../contract/console/members';
import { call } from '../api';
import { useSession } from '../session';
import { PasswordDialog } from './password-dialog';
import { useMemberAct } from './use-member-act';

/** What an admin may do to one member. */
export function MemberActions({ member, onEdit }: { member: MemberView; onEdit: () => void }) {
  const { modal } = App.useApp();
  const isMe = useSession().member.id === member.id;
  const [settingPassword, setSettingPassword] = useState(false);
  const { id, name, disabledAt, hasTotp, openSessions } = member;
  const isOff = disabledAt !== null;
  const turn = useMemberAct(
    () => call(memberEndpoints.disableMember, { params: { id }, body: { disabled: !isOff } }),
    isOff ? `已启用 ${name}` : `已停用 ${name}`,
  );
  const signOut = useMemberAct(() => call(memberEndpoints.endMemberSessions, { params: { id } }), `${name} 已退出登录`);
  const dropTotp = useMemberAct(
    () => call(memberEndpoints.removeMemberTotp, { params: { id } }),
    `已解除 ${name} 的两步验证`,
  );
  const confirm = (title: string, act: () => void) => void modal.confirm({ title, onOk: act });
  const items = [
    { key: 'password', label: '重设密码', onClick: () => setSettingPassword(true) },
    ...(openSessions > 0 && !isMe ? [{ key: 'out', label: '让其退出登录', onClick: () => signOut.mutate() }] : []),
    ...(hasTotp
      ? [{ key: 'totp', label: '解除两步验证', onClick: () => confirm(`解除 ${name} 的两步验证？`, dropTotp.mutate) }]
      : []),
    ...(isMe
      ? []
      : [
          {
            key: 'turn',
            danger: !isOff,
            label: isOff ? '启用' : '停用',
            onClick: () => (isOff ? turn.mutate() : confirm(`停用 ${name}？会立即退出登录`, turn.mutate)),
          },
        ]),
  ];
  return (
    <Space size={4}>
      <Button size="small" onClick={onEdit} aria-label={`编辑 ${name}`}>
        编辑
      </Button>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button size="small" icon={<MoreOutlined />} aria-label={`更多操作：${name}`} />
      </Dropdown>
      {settingPassword && <PasswordDialog member={member} onClose={() => setSettingPassword(false)} />}
    </Space>
  );
}
