import type { DataSource, EntityManager } from 'typeorm';
import { TemplateDraft } from '../../model/template-draft';
import { TemplateVersion } from '../../model/template-version';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import type { Clock, JobRequest } from '../../kernel/ports';
import type { TemplateAssets } from './assets';
import { audienceChanged, hasOutgrown, movedOn, ownApproval, soundOf } from './approval';
import type { Audiences } from './audience';
import { deskTexts } from './desk-texts';
import { notSubmitted, stale, subjectOf, type TemplateDrafts, titleOf } from './drafts';
import type { ReadyTemplate } from './examine';
import type { Approvers, DeskActor, DeskAudit } from './needs';
import { hashOf, type TemplateShelf } from './template-shelf';

interface Options {
  dataSource: DataSource;
  clock: Clock;
  audit: DeskAudit;
  shelf: Pick<TemplateShelf, 'restock'>;
  drafts: TemplateDrafts;
  audiences: Audiences;
  assets: Pick<TemplateAssets, 'find'>;
  approvers: Approvers;
  ring: (job: JobRequest) => void;
}

/** 发布: from a draft, through the approval of somebody else, to the version that customers get. */
export class TemplatePublishing {
  constructor(private readonly options: Options) {}

  /** Asks for approval of just this content and this many customers. */
  async submit(actor: DeskActor, wanted: { name: string; revision: number; note: string }): Promise<TemplateDraft> {
    const { name, revision, note } = wanted;
    const { dataSource, audiences, clock, audit } = this.options;
    const draft = await this.draft(name);
    if (draft.revision !== revision) throw stale(draft, null);
    const ready = soundOf(draft);
    await this.checkAssets(ready);
    const { customers } = await audiences.count(ready.header);
    return dataSource.transaction(async (manager) => {
      await this.checkBase(manager, draft);
      const set = {
        submittedAt: clock.now(),
        submittedBy: actor.name,
        submittedHash: hashOf(draft.source),
        audienceCount: customers,
        authorIds: [...new Set([...draft.authorIds, actor.id])],
        revision: revision + 1,
        note,
      };
      await this.change(manager, draft, set);
      const summary = deskTexts.summary.submitted(ready.header.title, customers);
      const after = { hash: set.submittedHash, audienceCount: customers, note };
      await audit.record(actor, { action: 'template.submitted', subject: subjectOf(name), summary, after }, manager);
      return { ...draft, ...set };
    });
  }

  /** Ends a request without publishing: its author takes it back, or who was asked sends it back with a word why. */
  async endRequest(actor: DeskActor, wanted: { name: string; note: string; by: 'author' | 'approver' }): Promise<void> {
    const draft = await this.submitted(wanted.name);
    const { takenBack, rejected } = deskTexts.summary;
    const isAuthor = wanted.by === 'author';
    const summary = (isAuthor ? takenBack : rejected)(titleOf(draft));
    await this.voidRequest(actor, draft, {
      action: isAuthor ? 'template.taken-back' : 'template.rejected',
      summary,
      note: isAuthor ? '' : wanted.note,
    });
  }

  /**
   * Publishes what was submitted, if it is still what the approver saw and for as many customers.
   *
   * @throws CareError `own_approval` 403; `not_submitted`, `content_changed`, `audience_changed` … 409
   */
  async approve(actor: DeskActor, seen: { name: string; hash: string; audienceCount: number }): Promise<number> {
    const draft = await this.submitted(seen.name);
    if (draft.authorIds.includes(actor.id)) throw ownApproval(draft, await this.options.approvers());
    if (draft.submittedHash !== seen.hash || hashOf(draft.source) !== seen.hash) {
      throw new CareError('content_changed', deskTexts.contentChanged, {
        status: 409,
        more: { current: draft.source },
      });
    }
    const ready = soundOf(draft);
    await this.checkAudience(actor, draft, ready, seen.audienceCount);
    return this.publish(async (manager) => {
      const current = await this.checkBase(manager, draft);
      const version = await this.add(manager, { ...draft, approvedBy: actor.name });
      const { affected } = await manager.delete(TemplateDraft, { name: draft.name, revision: draft.revision });
      if (affected !== 1) throw stale(await manager.findOneBy(TemplateDraft, { name: draft.name }), null);
      const summary = deskTexts.summary.published(ready.header.title, version);
      await this.record(actor, 'template.published', draft.name, summary, manager, {
        before: current && { version: current.version, hash: current.hash },
        after: { version, hash: seen.hash, audienceCount: seen.audienceCount, author: draft.authorName },
      });
      return version;
    });
  }

  /** A new version with the old source: it was approved once. Brings a withdrawn template back, too. */
  async rollBack(
    actor: DeskActor,
    wanted: { name: string; version: number; currentVersion: number | null; note: string },
  ): Promise<number> {
    const { name, version: from, note } = wanted;
    const old = await this.options.dataSource.getRepository(TemplateVersion).findOneBy({ name, version: from });
    if (old === null) throw new CareError('no_version', deskTexts.unknownVersion(name, from), { status: 404 });
    soundOf(old);
    return this.publish(async (manager) => {
      const current = await this.current(manager, name);
      if (current?.hash === old.hash) {
        throw new CareError('already_current', deskTexts.alreadyCurrent, { status: 409 });
      }
      if ((current?.version ?? null) !== wanted.currentVersion) throw movedOn(current);
      const told = note || deskTexts.rollBackNote(from);
      const version = await this.add(manager, {
        ...old,
        authorName: old.authorName || actor.name,
        approvedBy: actor.name,
        note: told,
      });
      const summary = deskTexts.summary.rolledBack(titleOf(old), from, version);
      await this.record(actor, 'template.rolled-back', name, summary, manager, {
        before: { version: current?.version ?? null },
        after: { version, sameAs: from, note },
      });
      return version;
    });
  }

  /** No customer gets it any more; a later start of the server does not bring it back. */
  async withdraw(actor: DeskActor, wanted: { name: string; currentVersion: number; note: string }): Promise<void> {
    const { name, currentVersion: version, note } = wanted;
    await this.publish(async (manager) => {
      const current = await this.current(manager, name);
      if (current?.version !== version) throw movedOn(current);
      await manager.update(TemplateVersion, { name, current: true }, { current: false });
      const summary = deskTexts.summary.withdrawn(titleOf(current));
      await this.record(actor, 'template.withdrawn', name, summary, manager, { before: { version }, after: { note } });
      return version;
    });
  }

  /** In one transaction; then our shelf has it, the others find it, and unsent touches are planned anew. */
  private async publish(work: (manager: EntityManager) => Promise<number>): Promise<number> {
    const { dataSource, shelf, ring } = this.options;
    const version = await dataSource.transaction(work).catch((error: unknown) => {
      throw isUniqueViolation(error) ? movedOn(null) : error;
    });
    await shelf.restock();
    ring({ name: 'plan', id: 'plan-templates' });
    return version;
  }

  private async add(
    manager: EntityManager,
    {
      name,
      source,
      authorName,
      approvedBy,
      note,
    }: Pick<TemplateVersion, 'name' | 'source' | 'authorName' | 'approvedBy' | 'note'>,
  ): Promise<number> {
    const last = await manager.maximum(TemplateVersion, 'version', { name });
    const version = (last ?? 0) + 1;
    await manager.update(TemplateVersion, { name, current: true }, { current: false });
    const createdAt = this.options.clock.now();
    const told = { authorName, approvedBy, note };
    await manager.insert(TemplateVersion, {
      name,
      version,
      source,
      hash: hashOf(source),
      current: true,
      createdAt,
      ...told,
    });
    return version;
  }

  /** An imported text may name an image that was never uploaded here. */
  private async checkAssets({ header }: ReadyTemplate): Promise<void> {
    for (const each of header.attachments) {
      if (each.kind === 'link' || (await this.options.assets.find(each.asset))) continue;
      throw new CareError('no_asset', deskTexts.noAsset(each.asset), { status: 422 });
    }
  }

  /** A request that was made for a smaller shop is void. */
  private async checkAudience(
    actor: DeskActor,
    draft: TemplateDraft,
    ready: ReadyTemplate,
    seen: number,
  ): Promise<void> {
    const then = draft.audienceCount ?? 0;
    const { customers: now } = await this.options.audiences.count(ready.header);
    if (hasOutgrown(then, now)) {
      const summary = deskTexts.summary.voided(ready.header.title);
      await this.voidRequest(actor, draft, { action: 'template.voided', summary, note: draft.note });
      throw audienceChanged(then, now);
    }
    if (seen !== then) throw new CareError('audience_unseen', deskTexts.audienceUnseen(then), { status: 409 });
  }

  private async voidRequest(
    actor: DeskActor,
    draft: TemplateDraft,
    { action, summary, note }: { action: string; summary: string; note: string },
  ): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      await this.change(manager, draft, { ...notSubmitted, note, revision: draft.revision + 1 });
      await this.record(actor, action, draft.name, summary, manager, {
        before: { hash: draft.submittedHash, audienceCount: draft.audienceCount },
        after: { note },
      });
    });
  }

  private async change(manager: EntityManager, draft: TemplateDraft, set: Partial<TemplateDraft>): Promise<void> {
    const { name, revision } = draft;
    const { affected } = await manager.update(TemplateDraft, { name, revision }, set);
    if (affected !== 1) throw stale(await manager.findOneBy(TemplateDraft, { name }), null);
  }

  private record(
    actor: DeskActor,
    action: string,
    name: string,
    summary: string,
    manager: EntityManager,
    change: { before: unknown; after: unknown },
  ): Promise<void> {
    return this.options.audit.record(actor, { action, subject: subjectOf(name), summary, ...change }, manager);
  }

  private async draft(name: string): Promise<TemplateDraft> {
    const draft = await this.options.drafts.find(name);
    if (draft === null) throw new CareError('no_draft', deskTexts.noDraft, { status: 404 });
    return draft;
  }

  private async submitted(name: string): Promise<TemplateDraft> {
    const draft = await this.draft(name);
    if (draft.submittedAt === null) throw new CareError('not_submitted', deskTexts.notSubmitted, { status: 409 });
    return draft;
  }

  /** A draft is published over the version that it was written on, not over somebody else's. */
  private async checkBase(manager: EntityManager, draft: TemplateDraft): Promise<TemplateVersion | null> {
    const current = await this.current(manager, draft.name);
    if ((current?.version ?? 0) !== draft.baseVersion) {
      const more = {
        current: { version: current?.version ?? null, source: current?.source ?? '' },
        yours: draft.source,
      };
      throw new CareError('base_moved', deskTexts.published, { status: 409, more });
    }
    if (current?.source === draft.source) throw new CareError('unchanged', deskTexts.unchanged, { status: 409 });
    return current;
  }

  private current(manager: EntityManager, name: string): Promise<TemplateVersion | null> {
    return manager.findOneBy(TemplateVersion, { name, current: true });
  }
}
