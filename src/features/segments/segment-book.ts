import type { DataSource, EntityManager } from 'typeorm';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock, JobRequest } from '../../kernel/ports';
import { Member } from '../../model/member';
import { Segment } from '../../model/segment';
import type { CustomerFilter } from './customer-filter';
import { segmentTexts } from './texts';

interface SegmentActor {
  id: string;
  name: string;
  address: string;
}

interface SegmentAudit {
  record(
    actor: SegmentActor,
    deed: { action: string; subject: string; summary: string; before?: unknown; after?: unknown },
    within: EntityManager,
  ): Promise<void>;
}

interface Options {
  dataSource: DataSource;
  clock: Clock;
  audit: SegmentAudit;
  /** Titles of the templates in use that are written for a segment of this name. */
  templatesFor: (name: string) => Promise<string[]>;
  ring: (job: JobRequest) => void;
}

/** A segment as it is listed; who is in it is counted apart. */
export interface SegmentLine {
  segment: Segment;
  memberName: string;
  usedBy: string[];
}

export interface SegmentEdit {
  name: string;
  filter: CustomerFilter;
}

/** 客群: filters under a name. Templates may be written for one, and hold on to its name. */
export class SegmentBook {
  constructor(private readonly options: Options) {}

  async list(): Promise<SegmentLine[]> {
    const segments = await this.rows.find({ order: { name: 'ASC' } });
    return Promise.all(segments.map((segment) => this.line(segment)));
  }

  /** @throws CareError `unknown_segment` 404 */
  async read(id: string): Promise<SegmentLine> {
    const segment = await this.rows.findOneBy({ id });
    if (!segment) throw new CareError('unknown_segment', segmentTexts.unknown, { status: 404 });
    return this.line(segment);
  }

  /** @throws CareError `name_taken` 409 */
  async add(actor: SegmentActor, edit: SegmentEdit): Promise<SegmentLine> {
    const now = this.options.clock.now();
    const id = newId(now);
    const row = { id, ...edit, memberId: actor.id, version: 1, createdAt: now, updatedAt: now };
    await this.write(edit.name, async (manager) => {
      // TypeORM's deep partial does not know that `filter` is kept as JSON.
      await manager.insert(Segment, row as object);
      await this.tell(manager, actor, { id, verb: 'added', name: edit.name, after: edit });
    });
    return this.read(id);
  }

  /** @throws CareError `stale_edit` 409 with the newer one, `segment_in_use` 409 for another name while templates name it */
  async save(actor: SegmentActor, id: string, edit: SegmentEdit, version: number): Promise<SegmentLine> {
    const { segment, usedBy } = await this.current(id, version);
    if (usedBy.length > 0 && edit.name !== segment.name) throw inUse(segmentTexts.renameInUse(usedBy));
    await this.write(edit.name, async (manager) => {
      const set = { ...edit, memberId: actor.id, version: version + 1, updatedAt: this.options.clock.now() };
      const { affected } = await manager.update(Segment, { id, version }, set as object);
      if (affected !== 1) throw await this.stale(id);
      const before = { name: segment.name, filter: segment.filter };
      await this.tell(manager, actor, { id, verb: 'saved', name: edit.name, before, after: edit });
    });
    if (usedBy.length > 0) this.options.ring({ name: 'plan', id: 'plan-segments' });
    return this.read(id);
  }

  /** @throws CareError `stale_edit` 409, `segment_in_use` 409 with the templates' titles */
  async remove(actor: SegmentActor, id: string, version: number): Promise<void> {
    const { segment, usedBy } = await this.current(id, version);
    if (usedBy.length > 0) throw inUse(segmentTexts.removeInUse(usedBy));
    await this.options.dataSource.transaction(async (manager) => {
      const { affected } = await manager.delete(Segment, { id, version });
      if (affected !== 1) throw await this.stale(id);
      const before = { name: segment.name, filter: segment.filter };
      await this.tell(manager, actor, { id, verb: 'removed', name: segment.name, before });
    });
  }

  private get rows() {
    return this.options.dataSource.getRepository(Segment);
  }

  private async line(segment: Segment): Promise<SegmentLine> {
    const member = await this.options.dataSource.getRepository(Member).findOneBy({ id: segment.memberId });
    return { segment, memberName: member?.name ?? '', usedBy: await this.options.templatesFor(segment.name) };
  }

  private async current(id: string, version: number): Promise<SegmentLine> {
    const line = await this.read(id);
    if (line.segment.version !== version) throw await this.stale(id);
    return line;
  }

  private async stale(id: string): Promise<CareError> {
    const { name, filter, version } = (await this.read(id)).segment;
    const more = { current: { name, filter, version } };
    return new CareError('stale_edit', segmentTexts.stale, { status: 409, more });
  }

  private async write(name: string, work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.options.dataSource.transaction(work).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new CareError('name_taken', segmentTexts.nameTaken(name), { status: 409 });
    });
  }

  private tell(
    manager: EntityManager,
    actor: SegmentActor,
    told: { id: string; verb: 'added' | 'saved' | 'removed'; name: string; before?: unknown; after?: unknown },
  ): Promise<void> {
    const { id, verb, name, ...change } = told;
    const deed = { action: `segment.${verb}`, subject: `segment:${id}`, summary: segmentTexts[verb](name), ...change };
    return this.options.audit.record(actor, deed, manager);
  }
}

function inUse(message: string): CareError {
  return new CareError('segment_in_use', message, { status: 409 });
}
