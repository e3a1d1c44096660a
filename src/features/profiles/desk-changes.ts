import type { DataSource, EntityManager } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { Customer } from '../../model/customer';
import { seenCustomer, type Sees } from './seen-customer';

/** Who asks, as the audit names them, and whose customers they may see. */
export interface Asker {
  actor: { id: string; name: string; address: string };
  sees: Sees;
}

export interface Deed {
  action: string;
  summary: string;
  before?: unknown;
  after?: unknown;
}

/** Changes that people at the console make to a customer whom they see: done and written down, or neither. */
export class DeskChanges {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      /** AuditTrail. */
      audit: { record(actor: Asker['actor'], deed: Deed & { subject: string }, within: EntityManager): Promise<void> };
    },
  ) {}

  /**
   * @param work in one transaction; null: there was nothing to change
   * @throws CareError `unknown_customer` 404
   */
  async make(
    { actor, sees }: Asker,
    externalUserId: string,
    work: (manager: EntityManager, customer: Customer) => Promise<Deed | null>,
  ): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      // On MySQL this locks the row, so that two edits of one version do not pass each other.
      await manager.update(Customer, { externalUserId }, { updatedAt: () => 'updatedAt' });
      const deed = await work(manager, await seenCustomer(manager, externalUserId, sees));
      if (deed) await this.options.audit.record(actor, { subject: `customer:${externalUserId}`, ...deed }, manager);
    });
  }
}

/** As `by` and `source` name a member. */
export function byOf({ actor }: Asker): string {
  return `member:${actor.id}`;
}

/** A refusal that shows the other side. */
export function conflict(code: string, message: string, current: unknown): CareError {
  return new CareError(code, message, { status: 409, more: { current } });
}
