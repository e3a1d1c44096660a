import type { DataSource, EntityManager } from 'typeorm';
import { TemplateDraft } from '../../model/template-draft';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { deskTexts } from './desk-texts';
import { namePattern } from './examine';
import { faultTexts } from './fault-texts';
import { splitSource } from './front-matter';
import type { DeskActor, DeskAudit } from './needs';
import { templatePlay } from './template-plays';
import { hashOf } from './template-shelf';

export interface DraftToSave {
  name: string;
  source: string;
  /** The revision that was edited; null: a new draft. */
  revision: number | null;
  baseVersion: number;
}

/** A request for approval that is not there, or not any more. */
export const notSubmitted = { submittedAt: null, submittedBy: null, submittedHash: null, audienceCount: null };

/** What is being written. A draft may have faults; it only cannot be submitted with them. */
export class TemplateDrafts {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock; audit: DeskAudit }) {}

  find(name: string, manager: EntityManager = this.options.dataSource.manager): Promise<TemplateDraft | null> {
    return manager.findOneBy(TemplateDraft, { name });
  }

  /**
   * Saves over the revision that was edited, and voids a request for approval.
   *
   * @throws CareError `stale` 409 with both sides where somebody saved meanwhile
   */
  async save(actor: DeskActor, wanted: DraftToSave): Promise<TemplateDraft> {
    const { name, source, revision } = wanted;
    checkName(name);
    return this.options.dataSource.transaction(async (manager) => {
      const before = await this.find(name, manager);
      if ((before?.revision ?? null) !== revision) throw stale(before, source);
      const draft = this.next(actor, wanted, before);
      if (before === null) await insert(manager, draft);
      else await replace(manager, before, draft);
      await this.options.audit.record(
        actor,
        {
          action: 'template.drafted',
          subject: subjectOf(name),
          summary: deskTexts.summary.drafted(titleOf(draft)),
          before: before && { revision: before.revision, hash: hashOf(before.source) },
          after: { revision: draft.revision, hash: hashOf(source) },
        },
        manager,
      );
      return draft;
    });
  }

  async discard(actor: DeskActor, { name, revision }: { name: string; revision: number }): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      const draft = await this.find(name, manager);
      if (draft === null) throw new CareError('no_draft', deskTexts.noDraft, { status: 404 });
      const { affected } = await manager.delete(TemplateDraft, { name, revision });
      if (affected !== 1) throw stale(draft, null);
      await this.options.audit.record(
        actor,
        {
          action: 'template.discarded',
          subject: subjectOf(name),
          summary: deskTexts.summary.discarded(titleOf(draft)),
          before: { revision, source: draft.source },
        },
        manager,
      );
    });
  }

  private next(actor: DeskActor, wanted: DraftToSave, before: TemplateDraft | null): TemplateDraft {
    return {
      name: wanted.name,
      source: wanted.source,
      baseVersion: wanted.baseVersion,
      revision: (before?.revision ?? 0) + 1,
      authorIds: [...new Set([...(before?.authorIds ?? []), actor.id])],
      authorName: actor.name,
      updatedAt: this.options.clock.now(),
      note: '',
      ...notSubmitted,
    };
  }
}

async function insert(manager: EntityManager, draft: TemplateDraft): Promise<void> {
  try {
    await manager.insert(TemplateDraft, draft);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new CareError('stale', deskTexts.stale('别人'), { status: 409, more: { yours: draft.source } });
  }
}

async function replace(manager: EntityManager, before: TemplateDraft, draft: TemplateDraft): Promise<void> {
  const { name, ...set } = draft;
  const { affected } = await manager.update(TemplateDraft, { name, revision: before.revision }, set);
  if (affected !== 1) throw stale(await manager.findOneBy(TemplateDraft, { name }), draft.source);
}

/** Both sides of what two people, or two tabs, did to one draft. */
export function stale(theirs: TemplateDraft | null, yours: string | null): CareError {
  if (theirs === null) return new CareError('no_draft', deskTexts.noDraft, { status: 409, more: { yours } });
  const { source, revision, baseVersion, authorName, updatedAt } = theirs;
  const current = { source, revision, baseVersion, authorName, updatedAt: new Date(updatedAt).toISOString() };
  return new CareError('stale', deskTexts.stale(authorName), { status: 409, more: { current, yours } });
}

export function subjectOf(name: string): string {
  return `template:${name}`;
}

/** As people call it; its name while the header cannot be read. */
export function titleOf({ name, source }: { name: string; source: string }): string {
  return splitSource(source)?.header?.title ?? name;
}

function checkName(name: string): void {
  if (name.length <= 80 && namePattern.test(name) && templatePlay(name.split('/')[0] ?? '')) return;
  throw new CareError('bad_name', faultTexts.badName().zh, { status: 422 });
}
