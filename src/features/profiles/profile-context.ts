import type { DataSource, EntityManager } from 'typeorm';
import { civilDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { CareError } from '../../kernel/errors';
import type { Clock, Vault } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { Customer } from '../../model/customer';
import { TimelineEvent } from '../../model/timeline-event';

export interface ProfilesOptions {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  /** The shop's zone, for customers without one of their own. */
  zone: string;
  settings: CareSettings['birthdays'];
  /** Plays that congratulate: not while a complaint is open. */
  greetingPlays: readonly string[];
  /** Inside the transaction of an opt-out, a death or a complaint: the WeCom tasks that still name the customer. */
  onTakenBack?: (manager: EntityManager, out: { externalUserId: string; massSendIds: string[] }) => Promise<void>;
  /** Inside the import's transaction: the customer became known, or known by a new union id or mobile. */
  onKnown?: (
    manager: EntityManager,
    customer: { externalUserId: string; unionId: string | null; mobileHashes: string[] },
  ) => Promise<void>;
}

/** What all parts of the profile share: a transaction to work in, the customer, the timeline. */
export class ProfileContext {
  constructor(readonly options: ProfilesOptions) {}

  now(): number {
    return this.options.clock.now();
  }

  /** Works in the caller's transaction, or in one of its own. */
  within<T>(manager: EntityManager | undefined, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return manager ? work(manager) : this.options.dataSource.transaction(work);
  }

  /** Throws CareError `unknown_customer`. */
  async customer(manager: EntityManager, externalUserId: string): Promise<Customer> {
    const customer = await manager.findOneBy(Customer, { externalUserId });
    if (customer) return customer;
    throw new CareError('unknown_customer', `no customer ${externalUserId}: check the id, or run sync`, {
      status: 404,
    });
  }

  today(customer: { zone: string | null }): string {
    return civilDay(this.now(), customer.zone ?? this.options.zone);
  }

  async tell(
    manager: EntityManager,
    externalUserId: string,
    kind: string,
    summary: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const row = timelineRow({ externalUserId, at: this.now(), kind, summary, details });
    await manager.insert(TimelineEvent, row as object);
  }
}
