import type { DataSource, EntityManager } from 'typeorm';
import { TemplateDraft } from '../../model/template-draft';
import { TemplateVersion } from '../../model/template-version';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import type { Clock, JobRequest } from '../../kernel/ports';
import { movedOn, ownApproval, soundOf } from './approval';
import type { ApprovalRequests } from './approval-requests';
import { deskTexts } from './desk-texts';
import { stale, subjectOf, titleOf } from './drafts';
import type { Approvers, DeskActor, DeskAudit } from './needs';
import { hashOf, type TemplateShelf } from './template-shelf';

interface Options {
  dataSource: DataSource;
  clock: Clock;
  audit: DeskAudit;
  shelf: Pick<TemplateShelf, 'restock'>;
  requests: ApprovalRequests;
  approvers: Approvers;
  ring: (job: JobRequest) => void;
}

/** 发布: from what somebody else approves to the version that customers get, and back. */
export class TemplatePublishing {
  constructor(private readonly options: Options) {}

  /**
   * Publishes what was submitted, if it is still what the approver saw and for as many customers.
   *
   * @throws CareError `own_approval` 403; `not_submitted`, `content_changed`, `audience_changed` … 409
   */
  async approve(actor: DeskActor, seen: { name: string; hash: string; audienceCount: number }): Promise<number> {
    const { requests, approvers } = this.options;
    const draft = await requests.submitted(seen.name);
    if (draft.authorIds.includes(actor.id)) throw ownApproval(draft, await approvers());
    if (draft.submittedHash !== seen.hash || hashOf(draft.source) !== seen.hash) {
      throw new CareError('content_changed', deskTexts.contentChanged, {
        status: 409,
        more: { current: draft.source },
      });
    }
    const ready = soundOf(draft);
    await requests.checkAudience(actor, draft, ready, seen.audienceCount);
    return this.publish(async (manager) => {
      const current = await requests.checkBase(manager, draft);
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

  private current(manager: EntityManager, name: string): Promise<TemplateVersion | null> {
    return manager.findOneBy(TemplateVersion, { name, current: true });
  }
}
