import { type CareValue, type SettingVersionView, settingsEndpoints } from '../../contract/console/settings';
import type { SettingsPreview } from '../../features/planning/settings-preview';
import type { LiveSettings } from '../../features/settings/live-settings';
import type { SettingsBook, ToldVersion } from '../../features/settings/settings-book';
import type { CareSettings } from '../../kernel/care-settings';
import { playTitles } from '../../kernel/play-titles';
import { type ConsoleResource, resource } from './routes';

export interface SettingsRouteDeps {
  liveSettings: LiveSettings;
  settingsBook: SettingsBook;
  previewSettings: (care: CareSettings) => Promise<SettingsPreview>;
}

/** 设置: the rules of care. */
export function settingsRoutes({ liveSettings, settingsBook, previewSettings }: SettingsRouteDeps): ConsoleResource {
  return resource(settingsEndpoints, {
    readCare: async () => ({
      ...versionView(await settingsBook.current('care')),
      shipped: careView(liveSettings.shipped.care),
      plays: Object.entries(playTitles)
        .filter(([name]) => name !== 'welcome')
        .map(([name, title]) => ({ name, title })),
    }),
    pageCareVersions: async ({ query }) =>
      historyPage(await settingsBook.history('care', query), query.limit, versionView),
    previewCare: ({ body }) => previewSettings(settingsBook.check('care', body.value)),
    changeCare: async ({ actor, body }) => ({ version: await settingsBook.change(actor, 'care', body) }),
    restoreCare: async ({ actor, body }) => ({ version: await settingsBook.restore(actor, 'care', body) }),
  });
}

/** A page of a setting's versions, and where the next one goes on. */
export function historyPage<Version extends { version: number }, View>(
  versions: Version[],
  limit: number,
  view: (version: Version) => View,
): { versions: View[]; nextBefore: number | null } {
  const last = versions.length === limit ? versions.at(-1) : undefined;
  return { versions: versions.map(view), nextBefore: last?.version ?? null };
}

function versionView({ version, value, memberName, note, createdAt }: ToldVersion<'care'>): SettingVersionView {
  const at = createdAt === null ? null : new Date(createdAt).toISOString();
  return { version, value: careView(value), memberName, note, createdAt: at };
}

/** Groups of numbers and words, and the list of plays: the form that the contract names. */
function careView(care: CareSettings): CareValue {
  return { ...care };
}
