import { useMutation } from '@tanstack/react-query';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Role } from '../../../contract/console/permissions';
import { adjustableRoles, roleSettingsEndpoints, type RoleRightsView } from '../../../contract/console/role-settings';
import { call } from '../api';
import { roleNames } from '../shell/role-names';
import type { Difference } from './care-value';
import { DifferenceList } from './difference-list';

interface Props {
  basedOn: number;
  value: RoleRightsView;
  differences: Difference[];
  members: Record<Role, number>;
  onSaved: () => void;
  onRefused: (error: Error) => void;
  onClose: () => void;
}

/** Says whom the change concerns before it holds. */
export function SaveRolesDialog({ basedOn, value, differences, members, onSaved, onRefused, onClose }: Props) {
  const [note, setNote] = useState('');
  const save = useMutation({
    mutationFn: () => call(roleSettingsEndpoints.changeRoles, { body: { basedOn, value, note } }),
    onSuccess: onSaved,
    onError: onRefused,
  });
  const concerned = adjustableRoles.filter((role) => differences.some(({ path }) => path.startsWith(`${role}.`)));
  return (
    <Modal
      open
      title={`保存 ${differences.length} 项改动`}
      okText="保存，立即生效"
      okButtonProps={{ loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <Alert
        type="warning"
        showIcon
        title={`涉及${concerned.map((role) => ` ${members[role]} 位${roleNames[role]}`).join('、')}，他们的下一次操作就按新权限`}
      />
      <DifferenceList differences={differences} />
      <label htmlFor="roles-note">为什么改（会写进审计）</label>
      <Input id="roles-note" value={note} maxLength={200} onChange={({ target }) => setNote(target.value)} />
    </Modal>
  );
}
