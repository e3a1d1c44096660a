import { Checkbox, Tooltip } from 'antd';
import type { Role } from '../../../contract/console/permissions';
import { adjustableRoles, type RoleRightsView, type RoleVersionView } from '../../../contract/console/role-settings';
import { roleNames } from '../shell/role-names';
import { rightGroups, withRight } from './role-rights';

export interface RoleSettings extends RoleVersionView {
  shipped: RoleRightsView;
  /** What may be given to a role at all. */
  most: RoleRightsView;
  members: Record<Role, number>;
}

interface Props {
  roles: RoleSettings;
  value: RoleRightsView;
  disabled: boolean;
  onChange: (value: RoleRightsView) => void;
}

/** Roles across, rights down, page by page. */
export function RoleTable({ roles: { most, members }, value, disabled, onChange }: Props) {
  return (
    <div className="role-scroll">
      <table className="role-table">
        <thead>
          <tr>
            <th scope="col">页面</th>
            <th scope="col">可以做什么</th>
            {adjustableRoles.map((role) => (
              <th key={role} scope="col">
                {roleNames[role]}
                <span className="role-count">{members[role]} 人</span>
              </th>
            ))}
          </tr>
        </thead>
        {rightGroups.map(({ page, rights }) => (
          <tbody key={page}>
            {rights.map(({ right, words }, index) => (
              <tr key={right}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={rights.length}>
                    {page}
                  </th>
                )}
                <td>{words}</td>
                {adjustableRoles.map((role) => {
                  const isFixed = !most[role].includes(right);
                  const box = (
                    <Checkbox
                      aria-label={`${roleNames[role]} · ${page}：${words}`}
                      checked={value[role].includes(right)}
                      disabled={disabled || isFixed}
                      onChange={({ target }) => onChange(withRight(value, role, right, target.checked))}
                    />
                  );
                  return <td key={role}>{isFixed ? <Tooltip title="这个角色不能有这项权限">{box}</Tooltip> : box}</td>;
                })}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
