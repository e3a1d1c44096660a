import type { DataSource, EntityManager } from 'typeorm';
import { isUniqueViolation, WecomError } from '../../kernel/errors';
import type { KfPlatform } from '../../kernel/kf';
import type { Clock } from '../../kernel/ports';
import { KfAccount } from '../../model/kf-account';

const minuteMs = 60_000;
/** A reading that does not move on for so long has died. */
const leaseMs = minuteMs;
/** Read without a bell, in case one was lost. */
const pollMs = 5 * minuteMs;
/** WeCom's tokens live 10 minutes. */
const tokenMs = 9 * minuteMs;
/** Far in the past: due at once. */
const never = 0;

/** Our right to read one account on, while nobody else does. */
export interface KfReading {
  openKfId: string;
  cursor: string;
  token: string | undefined;
  fence: number;
  /** Bells that were rung before it began. */
  bells: number;
}

/** Another process reads the account by now: what this one read must not count. */
export class LostReading extends Error {
  override readonly name = 'LostReading';
}

/** The kf accounts we may use, how far each is read, and who reads it. */
export class KfAccounts {
  constructor(
    private readonly deps: { dataSource: DataSource; wecom: Pick<KfPlatform, 'listKfAccounts'>; clock: Clock },
  ) {}

  /** WeCom rang: there is something to read. Of several tokens the newest is used. */
  async rung(manager: EntityManager, openKfId: string, token: string): Promise<void> {
    await this.ensure(manager, openKfId);
    const bell = { bells: () => 'bells + 1', token, tokenAt: this.deps.clock.now(), managed: true };
    await manager.update(KfAccount, { openKfId }, bell);
  }

  async changed(manager: EntityManager, change: { granted: string[]; revoked: string[] }): Promise<void> {
    for (const openKfId of change.granted) {
      await this.ensure(manager, openKfId);
      await manager.update(KfAccount, { openKfId }, { managed: true, pulledAt: never });
    }
    for (const openKfId of change.revoked) await manager.update(KfAccount, { openKfId }, { managed: false });
  }

  /** Takes over which accounts there are; a shop without 微信客服 has none. */
  async sync(): Promise<void> {
    const accounts = await this.list();
    if (accounts === null) return;
    await this.deps.dataSource.transaction(async (manager) => {
      for (const { openKfId, name, managed } of accounts) {
        await this.ensure(manager, openKfId);
        await manager.update(KfAccount, { openKfId }, { name, managed });
      }
      const known = await manager.find(KfAccount, { where: { managed: true } });
      const gone = known.filter((row) => !accounts.some(({ openKfId }) => openKfId === row.openKfId));
      for (const { openKfId } of gone) await manager.update(KfAccount, { openKfId }, { managed: false });
    });
  }

  /** Accounts that were rung since they were read, or have not been read for some minutes. */
  async due(): Promise<string[]> {
    const rows = await this.deps.dataSource
      .createQueryBuilder(KfAccount, 'account')
      .select('account.openKfId', 'openKfId')
      .where('account.managed = :managed', { managed: true })
      .andWhere('(account.bells > account.servedBells or account.pulledAt <= :before)', {
        before: this.deps.clock.now() - pollMs,
      })
      .getRawMany<{ openKfId: string }>();
    return rows.map(({ openKfId }) => openKfId);
  }

  /** @returns null while another reads it */
  async take(openKfId: string): Promise<KfReading | null> {
    const now = this.deps.clock.now();
    const row = await this.deps.dataSource.manager.findOneBy(KfAccount, { openKfId });
    if (!row?.managed || row.leaseUntil > now) return null;
    const fence = row.fence + 1;
    const { affected } = await this.deps.dataSource
      .createQueryBuilder()
      .update(KfAccount)
      .set({ leaseUntil: now + leaseMs, fence })
      .where({ openKfId, fence: row.fence })
      .execute();
    if (affected !== 1) return null;
    const token = row.token !== null && now - row.tokenAt < tokenMs ? row.token : undefined;
    return { openKfId, cursor: row.cursor, token, fence, bells: row.bells };
  }

  /** In the transaction that keeps the page. @throws LostReading, which rolls it back */
  async advance(manager: EntityManager, reading: KfReading, cursor: string): Promise<void> {
    const moved = await this.change(manager, reading, { cursor, leaseUntil: this.deps.clock.now() + leaseMs });
    if (!moved) throw new LostReading(`kf account ${reading.openKfId} went to another reader`);
  }

  /** Read to the end. @returns whether it was rung meanwhile */
  async finish(reading: KfReading): Promise<boolean> {
    const { openKfId, bells } = reading;
    const { manager } = this.deps.dataSource;
    const end = { servedBells: bells, pulledAt: this.deps.clock.now(), leaseUntil: 0 };
    if (!(await this.change(manager, reading, end))) return false;
    const row = await manager.findOneBy(KfAccount, { openKfId });
    return row !== null && row.bells > bells;
  }

  /** Could not be read to its end; it stays due. */
  async giveBack(reading: KfReading): Promise<void> {
    await this.change(this.deps.dataSource.manager, reading, { leaseUntil: 0 });
  }

  /** WeCom says that it is gone or no longer ours. */
  async lose(reading: KfReading): Promise<void> {
    await this.change(this.deps.dataSource.manager, reading, { leaseUntil: 0, managed: false });
  }

  private async change(manager: EntityManager, reading: KfReading, set: Partial<KfAccount>): Promise<boolean> {
    const { openKfId, fence } = reading;
    const update = manager.createQueryBuilder().update(KfAccount).set(set).where({ openKfId, fence });
    return (await update.execute()).affected === 1;
  }

  private async ensure(manager: EntityManager, openKfId: string): Promise<void> {
    if (await manager.existsBy(KfAccount, { openKfId })) return;
    try {
      await manager.insert(KfAccount, { openKfId, managed: true, token: null });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }

  private async list() {
    try {
      return await this.deps.wecom.listKfAccounts();
    } catch (error) {
      if (error instanceof WecomError) return null;
      throw error;
    }
  }
}
