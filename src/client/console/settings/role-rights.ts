import type { Permission } from '../../../contract/console/permissions';
import { type AdjustableRole, adjustableRoles, type RoleRightsView } from '../../../contract/console/role-settings';
import { roleNames } from '../shell/role-names';
import type { Difference } from './care-value';

/** What a right lets one do, page by page; approving what is sent is given to a person. */
export const rightGroups: { page: string; rights: { right: Permission; words: string }[] }[] = [
  { page: '总览', rights: [{ right: 'overview.read', words: '查看' }] },
  {
    page: '客户',
    rights: [
      { right: 'customers.read', words: '查看档案（手机号打码）' },
      { right: 'customers.edit', words: '修改档案、日期、标签与跟进人' },
      { right: 'customers.import', words: '导入' },
      { right: 'customers.export', words: '导出' },
      { right: 'customers.unmask', words: '看完整手机号（每次记入审计）' },
      { right: 'customers.erase', words: '按客户要求删除个人数据' },
    ],
  },
  {
    page: '推送',
    rights: [
      { right: 'touches.read', words: '查看' },
      { right: 'touches.act', words: '暂停与取消' },
    ],
  },
  {
    page: '模板',
    rights: [
      { right: 'templates.read', words: '查看' },
      { right: 'templates.edit', words: '撰写与提交' },
    ],
  },
  {
    page: '话术库',
    rights: [
      { right: 'library.read', words: '查看' },
      { right: 'library.edit', words: '修改（组长改本组的，导购改自己的）' },
    ],
  },
  {
    page: '商品',
    rights: [
      { right: 'products.read', words: '查看' },
      { right: 'products.edit', words: '修改' },
    ],
  },
  {
    page: '日历',
    rights: [
      { right: 'calendar.read', words: '查看' },
      { right: 'calendar.edit', words: '修改节日与主题活动' },
    ],
  },
  { page: '设置', rights: [{ right: 'settings.read', words: '查看' }] },
  { page: '成员', rights: [{ right: 'members.read', words: '查看' }] },
  { page: '审计', rights: [{ right: 'audit.read', words: '查看' }] },
  { page: '接入', rights: [{ right: 'doctor.run', words: '运行接入体检' }] },
];

const readingOf = (right: Permission) =>
  rightGroups.find(({ rights }) => rights.some((each) => each.right === right))!.rights[0]!.right; // each stands in a group, behind its reading

/** A role with one right more or less: nobody does what they may not see, so what leans on it comes and goes with it. */
export function withRight(held: RoleRightsView, role: AdjustableRole, right: Permission, on: boolean): RoleRightsView {
  const reading = readingOf(right);
  const own = held[role];
  if (on) return { ...held, [role]: [...new Set([...own, reading, right])] };
  const isGone = (each: Permission) => each === right || (right === reading && readingOf(each) === reading);
  return { ...held, [role]: own.filter((each) => !isGone(each)) };
}

/** What differs from one to the other, in the words of the page. */
export function roleDifferences(from: RoleRightsView, to: RoleRightsView): Difference[] {
  return adjustableRoles.flatMap((role) =>
    rightGroups.flatMap(({ page, rights }) =>
      rights
        .filter(({ right }) => from[role].includes(right) !== to[role].includes(right))
        .map(({ right, words }) => ({
          path: `${role}.${right}`,
          label: `${roleNames[role]} · ${page}：${words}`,
          from: allowed(from[role].includes(right)),
          to: allowed(to[role].includes(right)),
        })),
    ),
  );
}

function allowed(may: boolean): string {
  return may ? '可以' : '不可以';
}

/** Takes over what differs between `base` and `mine` on to `theirs`. */
export function rightsCarriedOver(base: RoleRightsView, mine: RoleRightsView, theirs: RoleRightsView): RoleRightsView {
  return roleDifferences(base, mine).reduce((held, { path }) => {
    // Paths are made above of a role and a right.
    const [role, ...right] = path.split('.') as [AdjustableRole, ...string[]];
    const changed = right.join('.') as Permission;
    return withRight(held, role, changed, mine[role].includes(changed));
  }, theirs);
}
