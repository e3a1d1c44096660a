import { Card } from 'antd';
import { Link } from 'react-router';
import type { Role } from '../../../contract/console/permissions';
import { roleNames } from '../shell/role-names';
import './members.css';

const guide: Record<Role, string> = {
  admin: '所有页面：设置、成员、导出、接入；批准发送要另外开通',
  operator: '话术、商品、日历、客户与推送；不能改设置和成员',
  lead: '只看自己部门导购的客户与推送',
  rep: '只看自己的客户与推送',
  auditor: '什么都能看，什么都不能改',
};

/** What each role is for, in a line; what it may do just now stands in 设置. */
export function RoleGuide() {
  return (
    <Card size="small" title="角色的分工" className="role-guide">
      <dl>
        {(Object.keys(guide) as Role[]).map((role) => (
          <div key={role}>
            <dt>{roleNames[role]}</dt>
            <dd>{guide[role]}</dd>
          </div>
        ))}
        <div>
          <dt>可批准发送</dt>
          <dd>单独开通；谁也不能批准自己写的</dd>
        </div>
      </dl>
      <Link to="/settings/roles">每个角色的权限在「设置 · 角色权限」里查看和调整</Link>
    </Card>
  );
}
