import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { PageHead } from '../../ui/page-head';

const tabs = [
  { key: 'care', label: '照顾规则' },
  { key: 'roles', label: '角色权限' },
];

/** The head that the parts of 设置 share. */
export function SettingsHead({ tab, note, actions }: { tab: 'care' | 'roles'; note: ReactNode; actions: ReactNode }) {
  const navigate = useNavigate();
  return (
    <>
      <PageHead title="设置" note={note} actions={actions} />
      <Tabs
        activeKey={tab}
        items={tabs}
        onChange={(key) => void navigate(key === 'care' ? '/settings' : '/settings/roles')}
      />
    </>
  );
}
