import { type DataSource, IsNull } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { sidebarTexts } from './texts';

/** Whose chat a rep may open the sidebar beside: those who follow the customer now, and the assigned rep. */
export class OwnCustomers {
  constructor(private readonly options: { dataSource: DataSource }) {}

  /** @throws CareError `unknown_customer` 404, for a foreign customer as for one who does not exist */
  async check(repUserId: string, externalUserId: string): Promise<void> {
    const { manager } = this.options.dataSource;
    const customer = await manager.existsBy(Customer, { externalUserId });
    const follows = { repUserId, externalUserId, endedAt: IsNull() };
    const isOwn =
      customer &&
      ((await manager.existsBy(FollowRelation, follows)) ||
        (await manager.existsBy(Customer, { externalUserId, repUserId })));
    if (!isOwn) throw new CareError('unknown_customer', sidebarTexts.noCustomer, { status: 404 });
  }
}
