import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import {
  roleSettingsEndpoints,
  type RoleRightsView,
  type RoleVersionView,
} from '../../../contract/console/role-settings';
import { Refused } from '../../ui/ask';
import { ErrorNotice, Loading } from '../../ui/states';
import { call } from '../api';
import { useMay } from '../session';
import { ConflictDialog } from './conflict-dialog';
import { HistoryDrawer } from './history-drawer';
import { roleDifferences, rightsCarriedOver } from './role-rights';
import { RoleTable, type RoleSettings } from './role-table';
import { SaveRolesDialog } from './save-roles-dialog';
import { SettingsHead } from './settings-head';

/** 设置 · 角色权限. */
export function RolesPage() {
  const roles = useQuery({ queryKey: ['settings', 'roles'], queryFn: () => call(roleSettingsEndpoints.readRoles, {}) });
  if (roles.isPending) return <Loading />;
  if (!roles.data) return <ErrorNotice error={roles.error} onRetry={() => void roles.refetch()} />;
  return <Rights now={roles.data} />;
}

/** What the member is changing, and the version that they began with. */
interface Draft {
  base: RoleVersionView;
  value: RoleRightsView;
}

function Rights({ now }: { now: RoleSettings }) {
  const mayEdit = useMay('members.edit');
  const { message } = App.useApp();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [open, setOpen] = useState<'save' | 'history' | null>(null);
  const [theirs, setTheirs] = useState<RoleVersionView | null>(null);
  const { base, value } = draft ?? { base: now, value: now.value };
  const changes = roleDifferences(base.value, value);
  const settle = async (words: string) => {
    setOpen(null);
    setDraft(null);
    setTheirs(null);
    await client.invalidateQueries({ queryKey: ['settings', 'roles'] });
    if (words) void message.success(words);
  };
  const refuse = (error: Error) => {
    setOpen(null);
    // The body of a 409 holds the version that came between.
    if (error instanceof Refused && error.code === 'stale_settings') setTheirs(error.more.current as RoleVersionView);
    else void message.error(error.message);
  };
  return (
    <>
      <SettingsHead
        tab="roles"
        note="管理员什么都能做；批准发送按人开通，在「成员与权限」里"
        actions={<Button onClick={() => setOpen('history')}>改动记录</Button>}
      />
      <RoleTable roles={now} value={value} disabled={!mayEdit} onChange={(next) => setDraft({ base, value: next })} />
      {changes.length > 0 && (
        <div className="care-bar" role="region" aria-label="未保存的改动">
          <span>{changes.length} 项改动还没有保存</span>
          <Button onClick={() => void settle('')}>放弃</Button>
          <Button type="primary" onClick={() => setOpen('save')}>
            核对并保存
          </Button>
        </div>
      )}
      {open === 'save' && (
        <SaveRolesDialog
          basedOn={base.version}
          value={value}
          differences={changes}
          members={now.members}
          onSaved={() => void settle('已保存，立即生效')}
          onRefused={refuse}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'history' && (
        <HistoryDrawer
          name="roles"
          current={now.version}
          shipped={now.shipped}
          mayEdit={mayEdit}
          load={(before) => call(roleSettingsEndpoints.pageRoleVersions, { query: before ? { before } : {} })}
          restore={(version) => call(roleSettingsEndpoints.restoreRoles, { body: { basedOn: now.version, version } })}
          differences={roleDifferences}
          onRestored={() => void settle('已恢复，立即生效')}
          onClose={() => setOpen(null)}
        />
      )}
      {theirs && (
        <ConflictDialog
          theirs={theirs}
          between={roleDifferences(theirs.value, value)}
          onTakeTheirs={() => void settle('')}
          onKeepMine={() => {
            setTheirs(null);
            setDraft({ base: theirs, value: rightsCarriedOver(base.value, value, theirs.value) });
          }}
        />
      )}
    </>
  );
}
