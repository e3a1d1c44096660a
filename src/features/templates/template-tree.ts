import type { DataSource } from 'typeorm';
import { TemplateDraft } from '../../model/template-draft';
import { TemplateVersion } from '../../model/template-version';
import { CareError } from '../../kernel/errors';
import type { TouchPath } from '../../model/touch';
import { deskTexts } from './desk-texts';
import { examine } from './examine';
import { splitSource } from './front-matter';
import { templatePlays } from './template-plays';
import type { TemplateShelf } from './template-shelf';
import type { Depth } from './variables';

/** `draft`: was never published. */
export type TemplateState = 'published' | 'draft' | 'withdrawn';

export interface TemplateLine {
  name: string;
  title: string;
  state: TemplateState;
  /** The one in use. */
  version: number | null;
  weight: number | null;
  channel: TouchPath | null;
  audience: string[];
  depth: Depth | null;
  draft: 'none' | 'writing' | 'submitted';
  /** What is in use, or else the draft, has faults and is not sent. */
  faulty: boolean;
}

export interface TemplateFolder {
  play: string;
  title: string;
  templates: TemplateLine[];
}

export interface TemplateReading {
  state: TemplateState;
  versions: Omit<TemplateVersion, 'source' | 'name'>[];
  /** What is in use, or was until it was withdrawn. */
  latest: { version: number; source: string } | null;
  draft: TemplateDraft | null;
}

type LatestVersion = Pick<TemplateVersion, 'name' | 'version' | 'current' | 'source'>;

/** The templates as the console lists them. */
export class TemplateTree {
  constructor(private readonly options: { dataSource: DataSource; shelf: Pick<TemplateShelf, 'inUse' | 'freshen'> }) {}

  /** Every play, with what there is of it. */
  async list(): Promise<TemplateFolder[]> {
    await this.options.shelf.freshen();
    const drafts = new Map((await this.drafts.find()).map((draft) => [draft.name, draft]));
    const latest = await this.latestVersions();
    const names = [...new Set([...latest.keys(), ...drafts.keys()])].sort();
    const lines = names.map((name) => this.line(name, latest.get(name) ?? null, drafts.get(name) ?? null));
    return Object.entries(templatePlays).map(([play, { title }]) => {
      return { play, title, templates: lines.filter(({ name }) => name.startsWith(`${play}/`)) };
    });
  }

  /** @throws CareError 404 */
  async read(name: string): Promise<TemplateReading> {
    const rows = await this.options.dataSource
      .getRepository(TemplateVersion)
      .find({ where: { name }, order: { version: 'DESC' } });
    const draft = await this.drafts.findOneBy({ name });
    const latest = rows.find(({ current }) => current) ?? rows[0] ?? null;
    if (latest === null && draft === null) {
      throw new CareError('no_template', deskTexts.unknown(name), { status: 404 });
    }
    const state = latest === null ? 'draft' : latest.current ? 'published' : 'withdrawn';
    const versions = rows.map(({ source: _source, name: _name, ...version }) => version);
    return { state, versions, latest: latest && { version: latest.version, source: latest.source }, draft };
  }

  /** @throws CareError 404 */
  async version(name: string, version: number): Promise<TemplateVersion> {
    const row = await this.options.dataSource.getRepository(TemplateVersion).findOneBy({ name, version });
    if (row === null) throw new CareError('no_version', deskTexts.unknownVersion(name, version), { status: 404 });
    return row;
  }

  private get drafts() {
    return this.options.dataSource.getRepository(TemplateDraft);
  }

  private async latestVersions(): Promise<Map<string, LatestVersion>> {
    const rows = await this.options.dataSource
      .getRepository(TemplateVersion)
      .createQueryBuilder('v')
      .select(['v.name', 'v.version', 'v.current', 'v.source'])
      .where((query) => {
        const newest = query.subQuery().select('max(w.version)').from(TemplateVersion, 'w').where('w.name = v.name');
        return `v.version = ${newest.getQuery()}`;
      })
      .getMany();
    return new Map(rows.map((row) => [row.name, row]));
  }

  private line(name: string, latest: LatestVersion | null, draft: TemplateDraft | null): TemplateLine {
    const source = latest?.source ?? draft?.source ?? '';
    const inUse = latest?.current ? this.options.shelf.inUse(name) : null;
    const header = inUse?.header ?? splitSource(source)?.header ?? null;
    return {
      name,
      title: header?.title ?? name,
      state: latest === null ? 'draft' : latest.current ? 'published' : 'withdrawn',
      version: latest?.current ? latest.version : null,
      weight: header?.weight ?? null,
      channel: header?.channel ?? null,
      audience: [...(header?.audience ?? [])],
      depth: inUse?.body.depth ?? null,
      draft: draft === null ? 'none' : draft.submittedAt === null ? 'writing' : 'submitted',
      faulty: latest === null ? examine(name, source).faults.length > 0 : latest.current && inUse === null,
    };
  }
}
