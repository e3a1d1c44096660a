import { createHash } from 'node:crypto';
import { LessThan, type DataSource } from 'typeorm';
import { TemplateVersion } from '../../model/template-version';
import { isUniqueViolation } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { fittingGroups, isOfSegment, ranked, type TemplateMatch } from './choice';
import { renderBody, type Rendering } from './engine';
import { examine, templateName, type ReadyTemplate } from './examine';
import type { TemplateFault } from './faults';
import { segmentNameOf } from './front-matter';
import { templatePlay } from './template-plays';
import { templateTexts } from './texts';
import { depths, findVariable, valueOf, type Depth, type TemplateScope } from './variables';

export interface TemplateFile {
  /** `birthday/warm`. */
  name: string;
  source: string;
}

export interface TemplateLogger {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface TextRequest {
  play: string;
  scope: TemplateScope;
  match: TemplateMatch;
  /** Whoever shall keep one wording: the customer, or the rep where all of a rep's customers shall get the same. */
  customerKey: string;
  occasion: string;
  /** Names of templates that this customer had lately; `@version` is ignored. */
  avoid?: readonly string[];
}

export type ChosenText = { kind: 'text'; /** `name@version`. */ template: string; text: string; depth: Depth };
/** `why` is Chinese, for an admin. */
export type NoText = { kind: 'none'; reason: 'no_template' | 'used_lately' | 'not_renderable'; why: string };

type ShelvedTemplate = ReadyTemplate & { version: number };

const memoSize = 20_000;

/** The templates in use: versions in the database, parsed ones in memory. */
export class TemplateShelf {
  private byName = new Map<string, ShelvedTemplate>();
  private byPlay = new Map<string, ShelvedTemplate[]>();
  private sources: TemplateFile[] = [];
  /** Of the versions that are loaded. */
  private stamp = '';
  private readonly groups = new Map<string, ShelvedTemplate[][]>();
  private readonly memo = new Map<string, Rendering>();

  constructor(private readonly options: { dataSource: DataSource; clock: Clock; logger: TemplateLogger }) {}

  /**
   * Takes templates in: those without fault become new versions where their source changed; the others are left out,
   * and what was in use before stays in use.
   *
   * What was withdrawn stays withdrawn: who wants it back publishes it again.
   *
   * @param shipped these came with the program: a source that was in use before does not come back over a later edit
   * @returns the faults of those left out
   */
  async shelve(files: readonly TemplateFile[], { shipped = false } = {}): Promise<TemplateFault[]> {
    const faults: TemplateFault[] = [];
    const sound = new Map<string, TemplateFile & { ready: ReadyTemplate }>();
    for (const { name: path, source } of files) {
      const name = templateName(path);
      const examined = examine(name, source);
      const found = sound.has(name) ? [namedTwice(name)] : examined.faults;
      if (found.length === 0 && examined.ready !== null) sound.set(name, { name, source, ready: examined.ready });
      faults.push(...found);
      // At start callbacks come in meanwhile, and a hundred texts take a good part of a second.
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const fault of faults) this.options.logger.warn({ path: fault.path, code: fault.code }, fault.message);
    await this.record([...sound.values()], shipped);
    await this.restock(sound);
    return faults;
  }

  /** Loads the current versions where another process changed them. */
  async freshen(): Promise<void> {
    if ((await this.readStamp()) !== this.stamp) await this.restock();
  }

  private async readStamp(): Promise<string> {
    const [row]: unknown[] = await this.options.dataSource.query(
      'select count(*) as names, sum(version) as versions, max(createdAt) as newest from template_versions where current = 1',
    );
    return JSON.stringify(row);
  }

  /**
   * Loads the current versions, as another process may have shelved new ones.
   *
   * @param examined sources that need not be read again
   */
  async restock(examined: ReadonlyMap<string, { source: string; ready: ReadyTemplate }> = new Map()): Promise<void> {
    const stamp = await this.readStamp();
    const rows = await this.options.dataSource
      .getRepository(TemplateVersion)
      .find({ where: { current: true }, order: { name: 'ASC' } });
    const byName = new Map<string, ShelvedTemplate>();
    for (const { name, version, source } of rows) {
      const known = this.byName.get(name);
      if (known?.version === version) {
        byName.set(name, known);
        continue;
      }
      const found = examined.get(name);
      const { ready, faults } = found?.source === source ? { ready: found.ready, faults: [] } : examine(name, source);
      if (ready !== null) byName.set(name, { ...ready, version });
      for (const fault of faults) this.options.logger.warn({ path: fault.path, code: fault.code }, fault.message);
    }
    this.byName = byName;
    this.byPlay = new Map();
    for (const template of byName.values()) {
      const { play } = template.header;
      this.byPlay.set(play, [...(this.byPlay.get(play) ?? []), template]);
    }
    this.sources = rows.map(({ name, source }) => ({ name, source }));
    this.groups.clear();
    this.memo.clear();
    this.stamp = stamp;
  }

  /** Picks and writes the text for one customer and occasion: always the same one for the same templates. */
  choose(request: TextRequest): ChosenText | NoText {
    const { play, match, scope, customerKey, occasion } = request;
    const title = templatePlay(play)?.title ?? play;
    const templates = this.byPlay.get(play) ?? [];
    if (templates.length === 0) return { kind: 'none', reason: 'no_template', why: templateTexts.noTemplate(title) };
    const groups = this.groupsFor(play, templates, match);
    if (groups.length === 0) {
      return {
        kind: 'none',
        reason: 'no_template',
        why: templateTexts.noneFits(title, wordsFor(scope)),
      };
    }
    const avoided = new Set(request.avoid?.map((name) => name.split('@')[0]!)); // split gives at least one part
    const usedLately: string[] = [];
    const failures: string[] = [];
    for (const group of groups) {
      for (const template of ranked(group, customerKey, occasion)) {
        if (avoided.has(template.name)) {
          usedLately.push(template.name);
          continue;
        }
        const rendering = this.renderShelved(template, scope);
        if (rendering.kind === 'text') return chosen(template, rendering.text);
        failures.push(failureWords(template.name, rendering));
      }
    }
    return failures.length === 0
      ? { kind: 'none', reason: 'used_lately', why: templateTexts.usedLately(usedLately) }
      : { kind: 'none', reason: 'not_renderable', why: templateTexts.noneRenders(failures) };
  }

  /** Writes one template, for a preview. */
  render(name: string, scope: TemplateScope): ChosenText | NoText {
    const template = this.byName.get(templateName(name));
    if (template === undefined)
      return { kind: 'none', reason: 'no_template', why: templateTexts.unknownTemplate(name) };
    const rendering = this.renderShelved(template, scope);
    if (rendering.kind === 'text') return chosen(template, rendering.text);
    return { kind: 'none', reason: 'not_renderable', why: failureWords(template.name, rendering) };
  }

  /** How deep a template (`holiday/reunion-plain`) or the deepest of a play (`holiday`) reaches; null: there is none. */
  forecast(playOrName: string): Depth | null {
    const one = this.byName.get(playOrName);
    const all = one === undefined ? (this.byPlay.get(playOrName) ?? []) : [one];
    return depths[Math.max(...all.map(({ body }) => depths.indexOf(body.depth)))] ?? null;
  }

  /** The one in use of this name, parsed. */
  inUse(name: string): (ReadyTemplate & { version: number }) | null {
    return this.byName.get(name) ?? null;
  }

  /** The templates in use, for lists and choices in a console. */
  list(): { name: string; version: number; title: string; play: string; depth: Depth }[] {
    return [...this.byName.values()].map(({ name, version, header, body }) => {
      return { name, version, title: header.title, play: header.play, depth: body.depth };
    });
  }

  /** Names of the segments that texts in use are written for. */
  segments(): string[] {
    const named = [...this.byName.values()].flatMap(({ header }) => header.audience.map(segmentNameOf));
    return [...new Set(named.filter((name) => name !== null))].sort();
  }

  /** Titles of the texts in use that are written for a segment. */
  async titlesFor(segment: string): Promise<string[]> {
    await this.freshen();
    return [...this.byName.values()].flatMap(({ header }) => (isOfSegment(header, [segment]) ? [header.title] : []));
  }

  /** The sources of the current versions, as `shelve` takes them. */
  exportTo(): TemplateFile[] {
    return this.sources.map((file) => ({ ...file }));
  }

  private groupsFor(play: string, templates: ShelvedTemplate[], match: TemplateMatch): ShelvedTemplate[][] {
    const { step, festivalKey, festivalClass, dateKind, forWhom, moment, tier, stage, channel } = match;
    const facts = [play, step, festivalKey, festivalClass, dateKind, forWhom, moment, tier, stage, channel];
    const key = [...facts, ...(match.segments ?? [])].join('|');
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    if (this.groups.size >= memoSize) this.groups.clear();
    const groups = fittingGroups(templates, match);
    this.groups.set(key, groups);
    return groups;
  }

  /** A text that is the same for many customers is written once. */
  private renderShelved(template: ShelvedTemplate, scope: TemplateScope): Rendering {
    if (template.body.depth === 'customer') return renderBody(template.body, scope);
    const values = template.body.variables.map((variable) => valueOf(scope, variable));
    const key = JSON.stringify([template.name, ...values]);
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    if (this.memo.size >= memoSize) this.memo.clear();
    const rendering = renderBody(template.body, scope);
    this.memo.set(key, rendering);
    return rendering;
  }

  /** Two processes may shelve at once: the key (name, version) judges, and the loser looks again. */
  private async record(files: readonly TemplateFile[], shipped: boolean): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.recordChanged(files, shipped);
      } catch (error) {
        if (tries === 3 || !isUniqueViolation(error)) throw error;
      }
    }
  }

  private async recordChanged(files: readonly TemplateFile[], shipped: boolean): Promise<void> {
    const createdAt = this.options.clock.now();
    const known = await this.options.dataSource
      .getRepository(TemplateVersion)
      .find({ select: { name: true, version: true, hash: true, current: true } });
    const changed = newVersions(files, known, shipped);
    if (changed.length === 0) return;
    await this.options.dataSource.transaction(async (manager) => {
      for (const row of changed) {
        await manager.insert(TemplateVersion, { ...row, current: true, createdAt });
        if (row.version > 1) {
          await manager.update(TemplateVersion, { name: row.name, version: LessThan(row.version) }, { current: false });
        }
      }
    });
  }
}

/** What was asked for, in the words that the text itself would have used. */
function wordsFor({ festival, date, step, consumable, customer }: TemplateScope): string {
  const said = [festival?.name, date?.kindName, step?.title, consumable?.name, customer?.tierName];
  return said.filter(Boolean).join('、');
}

type KnownVersion = Pick<TemplateVersion, 'name' | 'version' | 'hash' | 'current'>;

function newVersions(files: readonly TemplateFile[], known: readonly KnownVersion[], shipped: boolean) {
  return files.flatMap(({ name, source }) => {
    const hash = hashOf(source);
    const versions = known.filter((each) => each.name === name);
    if (versions.length > 0 && !versions.some(({ current }) => current)) return [];
    const same = versions.filter((each) => each.hash === hash);
    if (same.some(({ current }) => current) || (shipped && same.length > 0)) return [];
    return [{ name, version: Math.max(0, ...versions.map((each) => each.version)) + 1, hash, source }];
  });
}

/** What a version, or an approval, is bound to. */
export function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

function namedTwice(name: string): TemplateFault {
  return {
    code: 'named_twice',
    path: name,
    message: `template ${name}: comes twice; the first is taken, rename this one`,
    words: `${name} 出现了两次，只用第一份，请给这一份改名`,
  };
}

function chosen({ name, version, body }: ShelvedTemplate, text: string): ChosenText {
  return { kind: 'text', template: `${name}@${version}`, text, depth: body.depth };
}

/** Chinese: why a text could not be written. */
export function failureWords(name: string, rendering: Exclude<Rendering, { kind: 'text' }>): string {
  switch (rendering.kind) {
    case 'missing':
      return templateTexts.missing(name, rendering.path, findVariable(rendering.path));
    case 'blank':
      return templateTexts.blank(name);
    case 'too-long':
      return templateTexts.tooLong(name, rendering.bytes);
    case 'runaway':
      return templateTexts.runaway(name);
    case 'broken':
      return templateTexts.broken(name);
  }
}
