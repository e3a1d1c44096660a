import type { Role } from '../../../contract/console/permissions';

export const roleNames: Record<Role, string> = {
  admin: '管理员',
  operator: '运营',
  lead: '组长',
  rep: '导购',
  auditor: '审计员',
};
