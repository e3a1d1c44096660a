import { type DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { Member } from '../../model/member';
import { type SettingName, SettingVersion } from '../../model/setting-version';
import { checkCare } from './care-checks';
import { checkFestivals } from './festival-checks';
import { isSame } from './is-same';
import { checkRoles } from './role-checks';
import type { LiveSettings, SettingValues } from './live-settings';
import { settingsTexts } from './texts';

/** Who changes something. */
export interface SettingsActor {
  id: string;
  name: string;
  address: string;
}

/** The audit, as far as settings need it. */
export interface SettingsAudit {
  record(
    actor: SettingsActor,
    deed: { action: string; subject: string; summary: string; before?: unknown; after?: unknown },
    within?: EntityManager,
  ): Promise<void>;
}

/** One version with the name of who made it. Version 0 is that of the files. */
export interface ToldVersion<Name extends SettingName = SettingName> {
  version: number;
  value: SettingValues[Name];
  memberName: string;
  note: string;
  createdAt: number | null;
}

export interface SettingChange {
  /** The version that the admin saw. */
  basedOn: number;
  value: unknown;
  note: string;
}

interface Options {
  dataSource: DataSource;
  clock: Clock;
  live: LiveSettings;
  audit: SettingsAudit;
  /** After a change holds here. */
  onChange: (name: SettingName) => void;
}

/** 设置: every change is a new version, which holds on all nodes at once; none is ever edited or removed. */
export class SettingsBook {
  constructor(private readonly options: Options) {}

  /** What holds now, and since when. */
  async current<Name extends SettingName>(name: Name): Promise<ToldVersion<Name>> {
    const [newest] = await this.history(name, { limit: 1 });
    return newest ?? this.shippedVersion(name);
  }

  /** Newest first, down to version 1. */
  async history<Name extends SettingName>(
    name: Name,
    { before, limit }: { before?: number; limit: number },
  ): Promise<ToldVersion<Name>[]> {
    const { dataSource, live } = this.options;
    const rows = await dataSource.getRepository(SettingVersion).find({
      where: { name, ...(before === undefined ? {} : { version: LessThan(before) }) },
      order: { version: 'DESC' },
      take: limit,
    });
    const members = await dataSource.getRepository(Member).findBy({ id: In(rows.map(({ memberId }) => memberId)) });
    const nameOf = new Map(members.map((member) => [member.id, member.name]));
    return rows.map(({ version, value, memberId, note, createdAt }) => {
      return { version, value: live.read(name, value), memberName: nameOf.get(memberId) ?? '系统', note, createdAt };
    });
  }

  /** The value as it would hold. @throws CareError `bad_settings`, `bad_festivals` with every fault */
  check<Name extends SettingName>(name: Name, value: unknown): SettingValues[Name] {
    const checks: { [N in SettingName]: () => SettingValues[N] } = {
      care: () => checkCare(value),
      festivals: () => checkFestivals(value, this.options.live.shipped.festivals),
      roles: () => checkRoles(value),
    };
    return checks[name]();
  }

  /**
   * Makes a new version, which holds at once.
   *
   * @throws CareError `bad_settings`, `bad_festivals` (422), `unchanged` (422), `stale_settings` (409, with `current`)
   */
  async change(actor: SettingsActor, name: SettingName, { basedOn, value, note }: SettingChange): Promise<number> {
    return this.write(actor, name, {
      basedOn,
      value: this.check(name, value),
      note,
      summary: settingsTexts.changed[name],
    });
  }

  /** An old version's values, 0 for those of the files, as a new version. @throws as `change`, and `unknown_version` (404) */
  async restore(actor: SettingsActor, name: SettingName, of: { basedOn: number; version: number; note: string }) {
    const { basedOn, version, note } = of;
    const summary = `${settingsTexts.changed[name]}：${settingsTexts.restored(version)}`;
    return this.write(actor, name, {
      basedOn,
      value: this.check(name, await this.valueOf(name, version)),
      note,
      summary,
    });
  }

  private async valueOf(name: SettingName, version: number): Promise<unknown> {
    const { dataSource, live } = this.options;
    if (version === 0) return live.shipped[name];
    const row = await dataSource.getRepository(SettingVersion).findOneBy({ name, version });
    if (!row) throw new CareError('unknown_version', settingsTexts.unknownVersion(version), { status: 404 });
    return live.read(name, row.value);
  }

  private async write(
    actor: SettingsActor,
    name: SettingName,
    change: SettingChange & { summary: string },
  ): Promise<number> {
    const { dataSource, clock, live, audit, onChange } = this.options;
    const { basedOn, value, note, summary } = change;
    const now = await this.current(name);
    if (now.version !== basedOn) throw stale(now);
    if (isSame(now.value, value)) throw new CareError('unchanged', settingsTexts.unchanged, { status: 422 });
    const version = basedOn + 1;
    try {
      await dataSource.transaction(async (manager) => {
        const row = { name, version, value, memberId: actor.id, note, createdAt: clock.now() };
        // TypeORM's deep partial does not know that the value is kept as JSON.
        await manager.insert(SettingVersion, row as object);
        const told = changesBetween(now.value, value);
        await audit.record(
          actor,
          { action: 'settings.changed', subject: `settings:${name}`, summary, ...told },
          manager,
        );
      });
    } catch (error) {
      // Another admin made this version in this moment.
      if (isUniqueViolation(error)) throw stale(await this.current(name));
      throw error;
    }
    await live.refresh();
    onChange(name);
    return version;
  }

  private shippedVersion<Name extends SettingName>(name: Name): ToldVersion<Name> {
    const value: SettingValues[Name] = this.options.live.shipped[name];
    return { version: 0, value, memberName: '出厂设置', note: '', createdAt: null };
  }
}

function stale(current: ToldVersion): CareError {
  return new CareError('stale_settings', settingsTexts.stale, {
    status: 409,
    more: { current: { ...current, createdAt: isoOf(current.createdAt) } },
  });
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** For the audit: only what differs, by path. */
function changesBetween(before: unknown, after: unknown): { before: unknown; after: unknown } {
  const [was, is] = [flat(before), flat(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => !isSame(was.get(path), is.get(path)));
  const pick = (of: Map<string, unknown>) =>
    Object.fromEntries(paths.filter((path) => of.has(path)).map((path) => [path, of.get(path)]));
  return { before: pick(was), after: pick(is) };
}

/** `caps.perDay` → 1; a list of festivals by their keys. */
function flat(value: unknown, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, each] of entriesOf(value)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof each === 'object' && each !== null && !Array.isArray(each) && path === '') {
      for (const [inner, one] of flat(each, here)) found.set(inner, one);
    } else found.set(here, each);
  }
  return found;
}

function entriesOf(value: unknown): [string, unknown][] {
  if (!Array.isArray(value)) return Object.entries(value as object);
  return value.map((each: unknown, index) => [keyOf(each) ?? String(index), each]);
}

function keyOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'key' in value ? String(value.key) : null;
}
