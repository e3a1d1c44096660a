import { roleSettingsEndpoints, type RoleVersionView } from '../../contract/console/role-settings';
import type { MemberList } from '../../features/access/member-list';
import type { LiveSettings } from '../../features/settings/live-settings';
import type { SettingsBook, ToldVersion } from '../../features/settings/settings-book';
import { mostRights } from '../../kernel/role-rights';
import { type ConsoleResource, resource } from './routes';
import { historyPage } from './settings-routes';

export interface RoleSettingsDeps {
  liveSettings: LiveSettings;
  settingsBook: SettingsBook;
  memberList: MemberList;
}

/** 设置 · 角色权限: what each role may do. */
export function roleSettingsRoutes({ liveSettings, settingsBook, memberList }: RoleSettingsDeps): ConsoleResource {
  return resource(roleSettingsEndpoints, {
    readRoles: async () => ({
      ...versionView(await settingsBook.current('roles')),
      shipped: liveSettings.shipped.roles,
      most: mostRights,
      members: await memberList.countByRole(),
    }),
    pageRoleVersions: async ({ query }) =>
      historyPage(await settingsBook.history('roles', query), query.limit, versionView),
    changeRoles: async ({ actor, body }) => ({ version: await settingsBook.change(actor, 'roles', body) }),
    restoreRoles: async ({ actor, body }) => ({ version: await settingsBook.restore(actor, 'roles', body) }),
  });
}

function versionView({ createdAt, ...version }: ToldVersion<'roles'>): RoleVersionView {
  return { ...version, createdAt: createdAt === null ? null : new Date(createdAt).toISOString() };
}
