import type { DataSource } from 'typeorm';
import { type CareSettings, careSettingsSchema } from '../../kernel/care-settings';
import { type Festival, parseFestivals } from '../../kernel/festivals';
import type { RoleRights } from '../../kernel/role-rights';
import { type SettingName, SettingVersion, settingNames } from '../../model/setting-version';
import { readRoles } from './role-checks';

/** What a stored version is read into. */
export interface SettingValues {
  care: CareSettings;
  festivals: Festival[];
  roles: RoleRights;
}

/**
 * The settings that hold now. Verbs keep references to `care`, to its parts, to `festivals` and `roles`; these objects stay the
 * same and are refilled in place when a newer version is found in the database, on every node.
 */
export class LiveSettings {
  readonly care: CareSettings;
  readonly festivals: Festival[];
  readonly roles: RoleRights;
  /** Of the files in config/: what holds while nothing was changed. */
  readonly shipped: Readonly<SettingValues>;
  /** 0: the files. */
  private readonly versions: Record<SettingName, number> = { care: 0, festivals: 0, roles: 0 };

  constructor(
    private readonly options: {
      dataSource: DataSource;
      shipped: SettingValues;
      logger: { error(fields: object, message: string): void };
    },
  ) {
    this.shipped = structuredClone(options.shipped);
    this.care = structuredClone(options.shipped.care);
    this.festivals = structuredClone(options.shipped.festivals);
    this.roles = structuredClone(options.shipped.roles);
  }

  versionOf(name: SettingName): number {
    return this.versions[name];
  }

  /** Takes over what was changed since, here or on another node. Asks once, by the primary key. */
  async refresh(): Promise<void> {
    const newest: { name: SettingName; version: number }[] = await this.options.dataSource.query(
      'select name, max(version) as version from setting_versions group by name',
    );
    for (const { name, version } of newest) {
      if (settingNames.includes(name) && Number(version) > this.versions[name]) await this.take(name, Number(version));
    }
  }

  /** A stored value as it holds today: what a later release added has its shipped value, what it dropped is gone. */
  read<Name extends SettingName>(name: Name, value: unknown): SettingValues[Name] {
    return readers[name](value, this.shipped);
  }

  private async take(name: SettingName, version: number): Promise<void> {
    const row = await this.options.dataSource.getRepository(SettingVersion).findOneBy({ name, version });
    if (!row) return;
    try {
      refill(this[name], this.read(name, row.value));
    } catch (err) {
      this.options.logger.error({ err, name, version }, 'stored settings cannot be read: those before them still hold');
    }
    this.versions[name] = version;
  }
}

type Readers = { [Name in SettingName]: (value: unknown, shipped: SettingValues) => SettingValues[Name] };

const readers: Readers = {
  care: (value, shipped) => careSettingsSchema.parse(filledUp(shipped.care, value)),
  festivals: (value, shipped) => {
    const stored = parseFestivals(value);
    const known = new Set(stored.map(({ key }) => key));
    return [...stored, ...shipped.festivals.filter(({ key }) => !known.has(key))];
  },
  roles: readRoles,
};

/** The form of `shipped` with the values of `value` where it has any. */
function filledUp(shipped: unknown, value: unknown): unknown {
  if (!isRecord(shipped)) return value === undefined ? shipped : value;
  const given = isRecord(value) ? value : {};
  return Object.fromEntries(Object.entries(shipped).map(([name, own]) => [name, filledUp(own, given[name])]));
}

/** Gives an object and the objects in it other contents, while whoever holds them holds the same. */
function refill(held: object, next: object): void {
  if (Array.isArray(held) && Array.isArray(next)) {
    held.splice(0, held.length, ...(next as unknown[]));
    return;
  }
  for (const [name, value] of Object.entries(next) as [string, unknown][]) {
    const own: unknown = Reflect.get(held, name);
    if (typeof own === 'object' && own !== null && typeof value === 'object' && value !== null) refill(own, value);
    else Reflect.set(held, name, value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
