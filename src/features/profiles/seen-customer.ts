import type { EntityManager } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { Customer } from '../../model/customer';
import { deskTexts } from './desk-texts';

/** Whose customers somebody may see, by the rep who looks after them. */
export type Sees = (repUserId: string | null) => boolean;

/** @throws CareError `unknown_customer` 404, also for one who is not the asker's to see */
export async function seenCustomer(manager: EntityManager, externalUserId: string, sees: Sees): Promise<Customer> {
  const customer = await manager.findOneBy(Customer, { externalUserId });
  if (customer && sees(customer.repUserId)) return customer;
  throw new CareError('unknown_customer', deskTexts.noCustomer, { status: 404 });
}
