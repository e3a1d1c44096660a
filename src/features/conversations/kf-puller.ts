import type { DataSource } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { KfPlatform } from '../../kernel/kf';
import type { JobRequest } from '../../kernel/ports';
import { type KfAccounts, type KfReading, LostReading } from './kf-accounts';
import { kfBells } from './kf-bells';
import { saysAccountIsGone } from './kf-errors';
import type { MessageKeeper } from './message-keeper';

/** The callback's token is over: WeCom still answers without one. */
const tokenOver = 95007;
/** The cursor is none of WeCom's: begin with the last 3 days; what is known is passed over. */
const badCursor = 50100;

/**
 * Reads what was said to the kf accounts. A bell says only that there is something; the cursor moves on in the
 * transaction that keeps the page, so that a reader who dies leaves no gap, and whoever reads on repeats at most.
 */
export class KfPuller {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      wecom: Pick<KfPlatform, 'pullKf'>;
      accounts: KfAccounts;
      keeper: MessageKeeper;
      ring: (job: JobRequest) => void;
      logger: { warn(fields: object, message: string): void };
    },
  ) {}

  async pullDue(): Promise<void> {
    const due = await this.deps.accounts.due();
    await Promise.all(due.map((openKfId) => this.pull(openKfId)));
  }

  private async pull(openKfId: string): Promise<void> {
    for (let rungMeanwhile = true; rungMeanwhile;) {
      const reading = await this.deps.accounts.take(openKfId);
      if (!reading) return;
      rungMeanwhile = await this.readOn(reading);
    }
  }

  /** @returns whether to read on because of another bell */
  private async readOn(reading: KfReading): Promise<boolean> {
    const { dataSource, accounts, keeper } = this.deps;
    try {
      for (let hasMore = true; hasMore;) {
        const page = await this.ask(reading);
        const cursor = page.nextCursor === '' ? reading.cursor : page.nextCursor;
        await dataSource.transaction(async (manager) => {
          await accounts.advance(manager, reading, cursor);
          await keeper.keep(manager, page.items);
        });
        if (page.items.length > 0) this.deps.ring({ name: kfBells.answers, id: kfBells.answers });
        // An empty page may have more behind it; one that leads nowhere has not.
        hasMore = page.hasMore && cursor !== reading.cursor;
        reading.cursor = cursor;
      }
      return await accounts.finish(reading);
    } catch (error) {
      await this.giveUp(reading, error);
      return false;
    }
  }

  private async ask(reading: KfReading): ReturnType<KfPlatform['pullKf']> {
    const { openKfId } = reading;
    try {
      return await this.deps.wecom.pullKf({ openKfId, cursor: reading.cursor, token: reading.token });
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      if (error.errcode === tokenOver && reading.token !== undefined) reading.token = undefined;
      else if (error.errcode === badCursor && reading.cursor !== '') reading.cursor = '';
      else throw error;
      return this.ask(reading);
    }
  }

  private async giveUp(reading: KfReading, error: unknown): Promise<void> {
    const { accounts, logger } = this.deps;
    const { openKfId } = reading;
    if (error instanceof LostReading) return logger.warn({ openKfId }, error.message);
    if (saysAccountIsGone(error)) {
      logger.warn({ openKfId, errcode: error.errcode }, 'a kf account is gone or no longer ours: it is read no more');
      return accounts.lose(reading);
    }
    await accounts.giveBack(reading);
    if (!(error instanceof WecomError)) throw error;
    logger.warn({ openKfId, fault: error.message }, 'a kf account could not be read; the next minute tries again');
  }
}
