import { createHmac } from 'node:crypto';
import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import { AuditEntry } from '../../model/audit-entry';
import { Marker } from '../../model/marker';
import type { Clock } from '../../kernel/ports';
import { isUniqueViolation } from '../../kernel/errors';

/** Who asked for something, as the audit names them. */
export interface Actor {
  id: string;
  name: string;
  address: string;
}
export const systemActor: Actor = { id: 'system', name: '系统', address: '' };

export interface Deed {
  /** E.g. `template.published`. */
  action: string;
  /** E.g. `template:birthday/warm`. */
  subject: string;
  /** zh-CN, one line. */
  summary: string;
  before?: unknown;
  after?: unknown;
}

/** Where the chain does not hold. */
export interface AuditBreak {
  seq: number;
  /** zh-CN. */
  why: string;
}

const headId = 'audit:head';
const pageSize = 1_000;
const latestEntries = 20_000;

/**
 * 审计: append-only and hash-chained. Each entry's hash is keyed and covers the hash before it, and the newest one is
 * kept apart, so that a changed, inserted, removed or cut-off entry shows.
 */
export class AuditTrail {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock; auditKey: Buffer }) {}

  /** Writes down a deed, in the caller's transaction where there is one: done and told, or neither. */
  async record(actor: Actor, deed: Deed, within?: EntityManager): Promise<void> {
    if (within) return this.append(within, actor, deed);
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.options.dataSource.transaction((manager) => this.append(manager, actor, deed));
      } catch (error) {
        // Two nodes took the same number: the loser takes the next.
        if (tries === 5 || !isUniqueViolation(error)) throw error;
      }
    }
  }

  /** The newest first. */
  async page(request: { before?: number; limit: number; subject?: string; actorId?: string; action?: string }) {
    const query = this.options.dataSource.getRepository(AuditEntry).createQueryBuilder('e').orderBy('e.seq', 'DESC');
    if (request.before !== undefined) query.andWhere('e.seq < :before', { before: request.before });
    if (request.subject) query.andWhere('e.subject = :subject', { subject: request.subject });
    if (request.actorId) query.andWhere('e.actorId = :actorId', { actorId: request.actorId });
    if (request.action) query.andWhere('e.action = :action', { action: request.action });
    return query.limit(request.limit).getMany();
  }

  /** Who did something, and what kinds of deeds there are, among the latest entries. */
  async names(): Promise<{ actors: { id: string; name: string }[]; actions: string[] }> {
    // Grouped by the database: the trail of years has more rows than a page wants to read.
    const rows: { id: string; name: string; action: string }[] = await this.options.dataSource.query(
      `select actorId as id, max(actorName) as name, action
        from (select actorId, actorName, action from audit_entries order by seq desc limit ${latestEntries}) latest
        group by actorId, action order by actorId, action`,
    );
    const actors = new Map(rows.map(({ id, name }) => [id, name]));
    return {
      actors: [...actors].map(([id, name]) => ({ id, name })),
      actions: [...new Set(rows.map(({ action }) => action))].sort(),
    };
  }

  /** Reads the whole chain; null: every entry is as it was written, and none is missing. */
  async verify(): Promise<{ entries: number; broken: AuditBreak | null }> {
    let last: Head = { seq: 0, hash: '' };
    for (;;) {
      const entries = await this.options.dataSource
        .getRepository(AuditEntry)
        .find({ where: { seq: MoreThan(last.seq) }, order: { seq: 'ASC' }, take: pageSize });
      for (const entry of entries) {
        const why = this.faultOf(entry, last);
        if (why) return { entries: last.seq, broken: { seq: entry.seq, why } };
        last = entry;
      }
      if (entries.length < pageSize) break;
    }
    const head = await this.options.dataSource.getRepository(Marker).findOneBy({ id: headId });
    const isWhole = headOf(head).hash === last.hash;
    const why = '最近的记录被删除过：链的末端与单独保存的校验值不一致';
    return { entries: last.seq, broken: isWhole ? null : { seq: last.seq + 1, why } };
  }

  private faultOf(entry: AuditEntry, last: Head): string | null {
    if (entry.seq !== last.seq + 1) return `第 ${last.seq + 1} 条记录缺失`;
    return this.hashOf(entry, last.hash) === entry.hash ? null : `第 ${entry.seq} 条记录被改动过`;
  }

  private async append(manager: EntityManager, actor: Actor, deed: Deed): Promise<void> {
    const last = await takeHead(manager);
    const entry = {
      seq: last.seq + 1,
      at: this.options.clock.now(),
      actorId: actor.id,
      actorName: actor.name,
      action: deed.action,
      subject: deed.subject.slice(0, 120),
      summary: deed.summary.slice(0, 300),
      before: deed.before ?? null,
      after: deed.after ?? null,
      address: actor.address,
    };
    const hash = this.hashOf(entry, last.hash);
    // TypeORM's deep partial does not know that `before` and `after` are kept as JSON.
    await manager.insert(AuditEntry, { ...entry, hash } as object);
    await manager.update(Marker, { id: headId }, { value: headText(entry.seq, hash), at: entry.at });
  }

  private hashOf(entry: Omit<AuditEntry, 'hash'>, hashBefore: string): string {
    const { seq, at, actorId, actorName, action, subject, summary, before, after, address } = entry;
    const told = JSON.stringify([seq, at, actorId, actorName, action, subject, summary, before, after, address]);
    return createHmac('sha256', this.options.auditKey).update(`${hashBefore}\n${told}`).digest('hex');
  }
}

interface Head {
  seq: number;
  /** Empty: there is no entry yet. */
  hash: string;
}

/**
 * The end of the chain, for this transaction alone: raising the fence takes the row's lock, and a row that a
 * transaction has changed it reads as it is, whatever it had seen before.
 */
async function takeHead(manager: EntityManager): Promise<Head> {
  const { affected } = await manager.increment(Marker, { id: headId }, 'fence', 1);
  if (!affected) await manager.insert(Marker, { id: headId, value: headText(0, ''), at: 0, fence: 1 });
  return headOf(await manager.findOneBy(Marker, { id: headId }));
}

function headText(seq: number, hash: string): string {
  return `${seq}:${hash}`;
}

function headOf(marker: Marker | null): Head {
  const [seq = '0', hash = ''] = (marker?.value ?? '').split(':');
  return { seq: Number(seq), hash };
}
