import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { newId } from '../../kernel/ids';
import type { Clock } from '../../kernel/ports';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { Rep } from '../../model/rep';
import { Touch } from '../../model/touch';
import type { RepMessages } from './app-messages';
import type { Ring } from './needs';
import { handOverTexts, unnamedCustomer } from './texts';
import type { TouchLedger } from './touch-ledger';

/** Not worth telling later. */
const toldWithinMs = 24 * 3_600_000;

interface Moved {
  from: string | null;
  /** Who looks after the customer now. */
  to: string | null;
  /** How many touches wait for them. */
  moving: number;
}

/** 换主跟进人: another rep looks after a customer, gets what is due for them, and is told. */
export class HandOvers {
  constructor(
    private readonly options: {
      clock: Clock;
      /** ContactBook. */
      contacts: { assign(externalUserId: string, repUserId: string | null, within: EntityManager): Promise<void> };
      ledger: TouchLedger;
      messages: RepMessages;
      ring: Ring;
    },
  ) {}

  /**
   * In the caller's transaction. What waits goes back to the plan, which writes it anew in the new rep's name; a task
   * that lies in the old rep's hands at WeCom stays theirs, since others are in it too.
   *
   * @param repUserId null: the earliest who follows decides again
   * @returns who looks after the customer now
   */
  async handOver(manager: EntityManager, externalUserId: string, repUserId: string | null): Promise<string | null> {
    const { from, to, moving } = await this.move(manager, externalUserId, repUserId);
    if (to !== null && to !== from) await this.tell(manager, externalUserId, { from, to, moving });
    return to;
  }

  /** As `handOver`, without a word to the new rep: who gets many at once is told once, by `tellMany`. */
  async move(manager: EntityManager, externalUserId: string, repUserId: string | null): Promise<Moved> {
    const { contacts, ring } = this.options;
    const from = await assignedRep(manager, externalUserId);
    await contacts.assign(externalUserId, repUserId, manager);
    const to = await assignedRep(manager, externalUserId);
    if (to === from) return { from, to, moving: 0 };
    const moving = await this.giveBack(manager, externalUserId, from);
    ring({ name: 'plan', id: 'plan-hand-over', delayMs: 250 });
    return { from, to, moving };
  }

  /** @param id of the work: told once */
  async tellMany(manager: EntityManager, id: string, repUserId: string, customers: number): Promise<void> {
    const { clock, messages } = this.options;
    await messages.say(manager, {
      id: `handover-${id}`,
      repUserId,
      body: { kind: 'text', text: handOverTexts.manyYours(customers) },
      notAfter: clock.now() + toldWithinMs,
    });
  }

  /** Answers how many touches wait. */
  private async giveBack(manager: EntityManager, externalUserId: string, repUserId: string | null): Promise<number> {
    const open = await manager.findBy(Touch, {
      externalUserId,
      state: In(['planned', 'held', 'offered']),
      massSendId: IsNull(),
      path: Not('welcome'),
      ...(repUserId === null ? {} : { repUserId }),
    });
    await this.options.ledger.move(manager, {
      touchIds: open.filter(({ state }) => state === 'offered').map(({ id }) => id),
      from: ['offered'],
      massSendId: null,
      set: { state: 'planned', offeredAt: null },
    });
    return open.filter(({ state }) => state !== 'held').length;
  }

  private async tell(
    manager: EntityManager,
    externalUserId: string,
    { from, to, moving }: { from: string | null; to: string; moving: number },
  ): Promise<void> {
    const { clock, messages } = this.options;
    const at = clock.now();
    const relation = await manager.findOneBy(FollowRelation, { repUserId: to, externalUserId });
    const { name } = await manager.findOneByOrFail(Customer, { externalUserId });
    const customer = relation?.remark || name || unnamedCustomer;
    const old = from && ((await manager.findOneBy(Rep, { repUserId: from }))?.name ?? from);
    await messages.say(manager, {
      id: `handover-${newId(at)}`,
      repUserId: to,
      body: { kind: 'text', text: handOverTexts.yours(customer, old, moving) },
      notAfter: at + toldWithinMs,
    });
  }
}

async function assignedRep(manager: EntityManager, externalUserId: string): Promise<string | null> {
  return (await manager.findOneByOrFail(Customer, { externalUserId })).repUserId;
}
