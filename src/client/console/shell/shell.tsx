import { LogoutOutlined, SafetyOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Flex, Layout, Menu, Tag } from 'antd';
import { useState } from 'react';
import { Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import { sessionEndpoints } from '../../../contract/console/session';
import { Loading } from '../../ui/states';
import { call } from '../api';
import { consolePages } from '../pages';
import { useSession, useSetSession } from '../session';
import { ProofDialog } from './proof-dialog';
import { roleNames } from './role-names';

/** The menu on the left, who is signed in above, the page in the middle. */
export function Shell() {
  const session = useSession();
  const [isNarrow, setNarrow] = useState(false);
  const navigate = useNavigate();
  const here = pageIn(useLocation().pathname);
  const { location: onTheWay } = useNavigation();
  // A page that is still being fetched is shown as chosen, or the click would seem to have gone nowhere.
  const chosen = onTheWay ? pageIn(onTheWay.pathname.replace(/^\/console/, '')) : here;
  const items = consolePages
    .filter(({ permission }) => session.permissions.includes(permission))
    .map(({ path, title, icon }) => ({ key: path, label: title, icon }));
  return (
    <Layout className="shell" hasSider>
      <Layout.Sider breakpoint="lg" collapsedWidth={56} width={176} onBreakpoint={setNarrow} theme="light">
        <div className="brand">{isNarrow ? '久' : '久伴'}</div>
        <nav aria-label="主菜单">
          <Menu mode="inline" selectedKeys={[chosen]} items={items} onClick={({ key }) => void navigate(`/${key}`)} />
        </nav>
      </Layout.Sider>
      <Layout>
        <Layout.Header className="head">
          <Flex gap={8} align="center" style={{ minWidth: 0 }}>
            <span className="shop">{session.shop.name}</span>
            {session.sandbox && <Tag>沙箱 · {session.today}</Tag>}
          </Flex>
          <Who />
        </Layout.Header>
        <Layout.Content className="content" role="main">
          {chosen === here ? <Outlet /> : <Loading />}
        </Layout.Content>
      </Layout>
      <ProofDialog />
    </Layout>
  );
}

/** @param pathname below `/console` */
function pageIn(pathname: string): string {
  return pathname.split('/')[1] ?? '';
}

function Who() {
  const { member } = useSession();
  const setSession = useSetSession();
  const { message } = App.useApp();
  const signOut = () =>
    void call(sessionEndpoints.signOut, {}).then(
      () => setSession(null),
      (error: Error) => message.error(error.message),
    );
  const navigate = useNavigate();
  const items = [
    { key: 'account', icon: <SafetyOutlined />, label: '我的账号', onClick: () => void navigate('/account') },
    { key: 'out', icon: <LogoutOutlined />, label: '退出登录', onClick: signOut },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<UserOutlined />} data-testid="who">
        {member.name} · {roleNames[member.role]}
      </Button>
    </Dropdown>
  );
}
