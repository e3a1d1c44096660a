import type { Logger } from 'pino';
import { type DataSource, In, IsNull, MoreThan } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { Clock, RemoteRep } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { FollowRelation } from '../../model/follow-relation';
import { Rep } from '../../model/rep';
import { TimelineEvent } from '../../model/timeline-event';
import { wholeSecond } from './apply';
import { reassign } from './assigned-rep';
import type { ContactsWecom } from './contacts-wecom';
import type { CorpTags } from './corp-tags';
import type { CustomerPictures } from './customer-picture';
import { repLeaves } from './rep-roster';
import { contactTexts } from './texts';

export interface SyncProgress {
  repsDone: number;
  repsTotal: number;
  /** Relations read so far. */
  relations: number;
}

export interface SyncCounts {
  reps: number;
  repsLeft: number;
  /** Relations that WeCom listed. */
  relations: number;
  customersNew: number;
  relationsStarted: number;
  relationsEnded: number;
  /** Reps whose customers could not be listed this time; nothing of theirs was ended. */
  repsFailed: string[];
}

export interface ContactSyncOptions {
  dataSource: DataSource;
  wecom: ContactsWecom;
  clock: Clock;
  logger: Pick<Logger, 'info' | 'warn'>;
  pictures: CustomerPictures;
  tags: CorpTags;
}

/** batch/get_by_user takes at most 100 reps (wecom-external §2.1). */
const repsAtATime = 100;
const rowsAtATime = 500;
/** The member is unknown or gone (wecom-external §6). */
const repIsGone = new Set([40003, 46004, 60111]);
const noRelation = new Set([40096, 84061]);

/** One pass over all of WeCom's reps and customers. Holds the pairs of 100 reps at a time, never all. */
export class ContactSync {
  constructor(private readonly options: ContactSyncOptions) {}

  async run(progress?: (done: SyncProgress) => void): Promise<SyncCounts> {
    const { dataSource, clock, tags, logger } = this.options;
    const startedAt = clock.now();
    const counts: SyncCounts = {
      reps: 0,
      repsLeft: 0,
      relations: 0,
      customersNew: 0,
      relationsStarted: 0,
      relationsEnded: 0,
      repsFailed: [],
    };
    const reps = await this.syncReps(startedAt, counts);
    await dataSource.transaction(await tags.read());
    for (let from = 0; from < reps.length; from += repsAtATime) {
      await this.syncCustomers(reps.slice(from, from + repsAtATime), counts);
      const repsDone = Math.min(from + repsAtATime, reps.length);
      progress?.({ repsDone, repsTotal: reps.length, relations: counts.relations });
    }
    logger.info({ ...counts, repsFailed: counts.repsFailed.length }, 'contacts are in step with WeCom');
    return counts;
  }

  private async syncReps(at: number, counts: SyncCounts): Promise<string[]> {
    const { dataSource, wecom } = this.options;
    const following = await wecom.listFollowReps();
    const named = await this.namesOfReps();
    const working = following.filter((repUserId) => named.get(repUserId)?.active !== false);
    const known = new Map((await dataSource.getRepository(Rep).find()).map((rep) => [rep.repUserId, rep]));
    for (let from = 0; from < working.length; from += rowsAtATime) {
      const some = working.slice(from, from + rowsAtATime);
      await this.saveReps(some.map((repUserId) => repRow(repUserId, named.get(repUserId), known.get(repUserId), at)));
    }
    const present = new Set(working);
    for (const rep of known.values()) {
      if (present.has(rep.repUserId) || !rep.active) continue;
      if (await dataSource.transaction((manager) => repLeaves(manager, rep.repUserId, at))) counts.repsLeft += 1;
    }
    counts.reps = working.length;
    return working;
  }

  private async saveReps(rows: Rep[]): Promise<void> {
    await this.options.dataSource
      .createQueryBuilder()
      .insert()
      .into(Rep)
      .values(rows)
      .orUpdate(['name', 'departmentIds', 'active', 'leftAt', 'syncedAt'], ['repUserId'])
      .updateEntity(false)
      .execute();
  }

  /** Without the right to read members, reps go by the names that we have. */
  private async namesOfReps(): Promise<Map<string, RemoteRep>> {
    try {
      return new Map((await this.options.wecom.listReps()).map((rep) => [rep.repUserId, rep]));
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      this.options.logger.warn({ errcode: error.errcode }, 'names of reps could not be read');
      return new Map();
    }
  }

  private async syncCustomers(reps: string[], counts: SyncCounts): Promise<void> {
    const startedAt = this.options.clock.now();
    let seen: Map<string, Set<string>>;
    try {
      seen = await this.readPages(reps, counts);
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      await this.listingFailed(reps, error, startedAt, counts);
      return;
    }
    for (const repUserId of reps) await this.endMissing(repUserId, seen.get(repUserId) ?? new Set(), startedAt, counts);
  }

  /** One bad rep must not hold up the other 99: they are asked one by one. WeCom being down holds up all. */
  private async listingFailed(reps: string[], error: WecomError, at: number, counts: SyncCounts): Promise<void> {
    const { dataSource, logger } = this.options;
    if (reps.length > 1 && !error.retryable) {
      for (const repUserId of reps) await this.syncCustomers([repUserId], counts);
      return;
    }
    logger.warn({ errcode: error.errcode, reps: reps.length }, 'customers of reps could not be listed');
    if (reps.length === 1 && repIsGone.has(error.errcode)) {
      const left = await dataSource.transaction((manager) => repLeaves(manager, reps[0]!, at));
      counts.repsLeft += left ? 1 : 0;
      return;
    }
    counts.repsFailed.push(...reps);
  }

  private async readPages(reps: string[], counts: SyncCounts): Promise<Map<string, Set<string>>> {
    const { wecom, clock, dataSource, pictures } = this.options;
    const seen = new Map<string, Set<string>>(reps.map((repUserId) => [repUserId, new Set()]));
    let cursor = '';
    do {
      const readAt = clock.now();
      const page = await wecom.pageCustomers(reps, cursor);
      const done = await dataSource.transaction((manager) =>
        pictures.apply(manager, page.items, { readAt, fromListing: true }),
      );
      counts.customersNew += done.customersNew;
      counts.relationsStarted += done.relationsStarted;
      for (const { externalUserId, relations } of page.items) {
        for (const { repUserId } of relations) seen.get(repUserId)?.add(externalUserId);
        counts.relations += relations.length;
      }
      cursor = page.nextCursor;
    } while (cursor !== '');
    return seen;
  }

  /** Ends what WeCom no longer lists; only called after the rep's whole listing came without a fault. */
  private async endMissing(repUserId: string, seen: Set<string>, at: number, counts: SyncCounts): Promise<void> {
    const relations = this.options.dataSource.getRepository(FollowRelation);
    let after = '';
    for (;;) {
      const rows = await relations.find({
        where: { repUserId, endedAt: IsNull(), half: false, externalUserId: MoreThan(after) },
        order: { externalUserId: 'ASC' },
        take: rowsAtATime,
      });
      if (rows.length === 0) return;
      after = rows[rows.length - 1]!.externalUserId;
      const missing: string[] = [];
      for (const row of rows) {
        if (!seen.has(row.externalUserId) && !(await this.isNewerThanListing(row, at)))
          missing.push(row.externalUserId);
      }
      counts.relationsEnded += await this.endGone(repUserId, missing, at);
    }
  }

  /** A relation that began while the pages were read may be on none of them: WeCom is asked for it alone. */
  private async isNewerThanListing(row: FollowRelation, at: number): Promise<boolean> {
    if (row.changedAt < wholeSecond(at)) return false;
    try {
      const customer = await this.options.wecom.getCustomer(row.externalUserId);
      return customer.relations.some((relation) => relation.repUserId === row.repUserId);
    } catch (error) {
      return !(error instanceof WecomError && noRelation.has(error.errcode));
    }
  }

  private async endGone(repUserId: string, missing: string[], at: number): Promise<number> {
    if (missing.length === 0) return 0;
    return this.options.dataSource.transaction(async (manager) => {
      const alive = { repUserId, externalUserId: In(missing), endedAt: IsNull() };
      const ended = (await manager.find(FollowRelation, { where: alive })).map((row) => row.externalUserId);
      const rep = await manager.findOneBy(Rep, { repUserId });
      await manager.update(FollowRelation, alive, { endedAt: at, endedBy: 'gone' });
      const summary = contactTexts.ended.gone(rep?.name ?? repUserId);
      const details = { repUserId, endedBy: 'gone' };
      const rows = ended.map((externalUserId) =>
        timelineRow({ externalUserId, at, kind: 'relation.ended', summary, details }),
      );
      if (rows.length > 0) await manager.insert(TimelineEvent, rows as object[]);
      await reassign(manager, ended, at);
      return ended.length;
    });
  }
}

function repRow(repUserId: string, remote: RemoteRep | undefined, known: Rep | undefined, at: number): Rep {
  return {
    repUserId,
    name: remote?.name || known?.name || repUserId,
    departmentIds: remote?.departmentIds ?? known?.departmentIds ?? [],
    active: true,
    leftAt: null,
    syncedAt: at,
  };
}
