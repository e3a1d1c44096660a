import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import { newId } from '../../kernel/ids';
import type { Clock, Instant } from '../../kernel/ports';
import { MassSend } from '../../model/mass-send';
import type { AttachmentRef } from '../../model/template-asset';
import { Touch } from '../../model/touch';
import { normaliseText } from './rep-text';

/** A worker found that another one has taken its row: what it was about to write is dropped. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const leaseMs = 60_000;
const chunkSize = 500;

export function contentHash(text: string, attachments: readonly AttachmentRef[] = []): string {
  const hash = createHash('sha256').update(normaliseText(text));
  if (attachments.length > 0) hash.update(JSON.stringify(attachments));
  return hash.digest('hex');
}

/** The rows of mass-sends: made with their recipients, taken by one worker at a time, written only by who holds them. */
export class MassSendRecord {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock }) {}

  /**
   * The intent: the row, and the touches that carry its id. Touches that another intent took, or that ended
   * meanwhile, stay out.
   *
   * @returns null when none was left
   */
  async intend(
    manager: EntityManager,
    intent: { repUserId: string; text: string; attachments: AttachmentRef[]; touchIds: string[]; notAfter: Instant },
  ): Promise<MassSend | null> {
    const now = this.options.clock.now();
    const massSend = manager.create(MassSend, {
      id: newId(now),
      repUserId: intent.repUserId,
      text: normaliseText(intent.text),
      attachments: intent.attachments.length > 0 ? intent.attachments : null,
      contentHash: contentHash(intent.text, intent.attachments),
      state: 'intended',
      messageId: null,
      intendedAt: now,
      calledAt: null,
      negativeScans: 0,
      nextLookAt: now,
      looks: 0,
      remindedAt: [],
      notAfter: intent.notAfter,
      fence: 0,
      fault: null,
    });
    let taken = 0;
    for (let start = 0; start < intent.touchIds.length; start += chunkSize) {
      const { affected } = await manager
        .createQueryBuilder()
        .update(Touch)
        .set({ massSendId: massSend.id, text: massSend.text, updatedAt: now })
        .where('id in (:...ids)', { ids: intent.touchIds.slice(start, start + chunkSize) })
        .andWhere('massSendId is null')
        .andWhere('state in (:...states)', { states: ['planned', 'offered'] })
        .execute();
      taken += affected ?? 0;
    }
    if (taken === 0) return null;
    await manager.insert(MassSend, massSend);
    return massSend;
  }

  find(id: string): Promise<MassSend | null> {
    return this.options.dataSource.manager.findOneBy(MassSend, { id });
  }

  /** Takes the row for a minute; null: another worker was first. */
  async claim(massSend: MassSend): Promise<MassSend | null> {
    const nextLookAt = this.options.clock.now() + leaseMs;
    const { affected } = await this.options.dataSource
      .createQueryBuilder()
      .update(MassSend)
      .set({ fence: massSend.fence + 1, nextLookAt })
      .where({ id: massSend.id, state: massSend.state, fence: massSend.fence })
      .execute();
    if (affected !== 1) return null;
    return this.options.dataSource.manager.create(MassSend, { ...massSend, fence: massSend.fence + 1, nextLookAt });
  }

  /** Writes to a row that this worker still holds; else throws LeaseLost, and the transaction rolls back. */
  async write(manager: EntityManager, held: MassSend, set: QueryDeepPartialEntity<MassSend>): Promise<void> {
    const { affected } = await manager
      .createQueryBuilder()
      .update(MassSend)
      .set({ ...set, fence: held.fence + 1 })
      .where({ id: held.id, state: held.state, fence: held.fence })
      .execute();
    if (affected !== 1) throw new LeaseLost(`mass-send ${held.id} was taken by another worker`);
    held.fence += 1;
  }

  recipients(manager: EntityManager, massSendId: string): Promise<Touch[]> {
    return manager.find(Touch, { where: { massSendId }, order: { externalUserId: 'ASC' } });
  }
}
