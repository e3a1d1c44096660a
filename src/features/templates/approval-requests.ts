import type { DataSource, EntityManager } from 'typeorm';
import { TemplateDraft } from '../../model/template-draft';
import { TemplateVersion } from '../../model/template-version';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { audienceChanged, hasOutgrown, soundOf } from './approval';
import type { TemplateAssets } from './assets';
import type { Audiences } from './audience';
import { deskTexts } from './desk-texts';
import { notSubmitted, stale, subjectOf, type TemplateDrafts, titleOf } from './drafts';
import type { ReadyTemplate } from './examine';
import type { DeskActor, DeskAudit } from './needs';
import { hashOf } from './template-shelf';

interface Options {
  dataSource: DataSource;
  clock: Clock;
  audit: DeskAudit;
  drafts: TemplateDrafts;
  audiences: Audiences;
  assets: Pick<TemplateAssets, 'find'>;
}

/** 提交审批: a request for just this content and this many customers, and its ends but for publishing. */
export class ApprovalRequests {
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

  /** The draft that waits for approval. @throws CareError `no_draft` 404, `not_submitted` 409 */
  async submitted(name: string): Promise<TemplateDraft> {
    const draft = await this.draft(name);
    if (draft.submittedAt === null) throw new CareError('not_submitted', deskTexts.notSubmitted, { status: 409 });
    return draft;
  }

  /** A request that was made for a smaller shop is void. */
  async checkAudience(actor: DeskActor, draft: TemplateDraft, ready: ReadyTemplate, seen: number): Promise<void> {
    const then = draft.audienceCount ?? 0;
    const { customers: now } = await this.options.audiences.count(ready.header);
    if (hasOutgrown(then, now)) {
      const summary = deskTexts.summary.voided(ready.header.title);
      await this.voidRequest(actor, draft, { action: 'template.voided', summary, note: draft.note });
      throw audienceChanged(then, now);
    }
    if (seen !== then) throw new CareError('audience_unseen', deskTexts.audienceUnseen(then), { status: 409 });
  }

  /** A draft is published over the version that it was written on, not over somebody else's. */
  async checkBase(manager: EntityManager, draft: TemplateDraft): Promise<TemplateVersion | null> {
    const current = await manager.findOneBy(TemplateVersion, { name: draft.name, current: true });
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

  /** An imported text may name an image that was never uploaded here. */
  private async checkAssets({ header }: ReadyTemplate): Promise<void> {
    for (const each of header.attachments) {
      if (each.kind === 'link' || (await this.options.assets.find(each.asset))) continue;
      throw new CareError('no_asset', deskTexts.noAsset(each.asset), { status: 422 });
    }
  }

  private async voidRequest(
    actor: DeskActor,
    draft: TemplateDraft,
    { action, summary, note }: { action: string; summary: string; note: string },
  ): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      await this.change(manager, draft, { ...notSubmitted, note, revision: draft.revision + 1 });
      const before = { hash: draft.submittedHash, audienceCount: draft.audienceCount };
      const entry = { action, subject: subjectOf(draft.name), summary, before, after: { note } };
      await this.options.audit.record(actor, entry, manager);
    });
  }

  private async change(manager: EntityManager, draft: TemplateDraft, set: Partial<TemplateDraft>): Promise<void> {
    const { name, revision } = draft;
    const { affected } = await manager.update(TemplateDraft, { name, revision }, set);
    if (affected !== 1) throw stale(await manager.findOneBy(TemplateDraft, { name }), null);
  }

  private async draft(name: string): Promise<TemplateDraft> {
    const draft = await this.options.drafts.find(name);
    if (draft === null) throw new CareError('no_draft', deskTexts.noDraft, { status: 404 });
    return draft;
  }
}
