import {
  customerBatchEndpoints,
  type CustomerSelection,
  mostCustomers,
  proofBeyondCustomers,
} from '../../contract/console/customer-batches';
import type { CustomerFilterView } from '../../contract/console/customers';
import type { Principal, Sessions } from '../../features/access/sessions';
import { accessTexts } from '../../features/access/texts';
import type { CustomerBatches } from '../../features/batches/customer-batches';
import { batchTexts } from '../../features/batches/texts';
import type { Customers } from '../../features/segments/customers';
import { CareError } from '../../kernel/errors';
import { batchView } from './batch-routes';
import { type ConsoleResource, resource } from './routes';

export interface CustomerBatchRouteDeps {
  customers: Customers;
  customerBatches: CustomerBatches;
  sessions: Pick<Sessions, 'isFresh'>;
}

type Selection = Extract<CustomerSelection, { externalUserIds: string[] }> | { filter: CustomerFilterView };

/** 批量打标签、换主跟进人: over chosen customers or all of a filter, never beyond the asker's scope. */
export function customerBatchRoutes(deps: CustomerBatchRouteDeps): ConsoleResource {
  const { customers, customerBatches, sessions } = deps;

  const select = async (selection: Selection, { scope }: Principal): Promise<{ ids: string[]; more: boolean }> => {
    if ('externalUserIds' in selection) {
      return { ids: await customers.amongScope(selection.externalUserIds, scope), more: false };
    }
    const ids: string[] = [];
    for await (const some of customers.allIds(selection.filter, scope)) {
      ids.push(...some);
      if (ids.length > mostCustomers) return { ids: ids.slice(0, mostCustomers), more: true };
    }
    return { ids, more: false };
  };

  const admit = async (body: { selection: Selection; seen: number }, principal: Principal): Promise<string[]> => {
    const { ids, more } = await select(body.selection, principal);
    if (more) throw new CareError('too_many', batchTexts.tooMany(mostCustomers), { status: 422 });
    if (ids.length !== body.seen) {
      const words = batchTexts.countChanged(body.seen, ids.length);
      throw new CareError('count_changed', words, { status: 409, more: { customers: ids.length } });
    }
    if (ids.length > proofBeyondCustomers && !sessions.isFresh(principal)) {
      throw new CareError('proof_needed', accessTexts.proveFirst, { status: 403 });
    }
    return ids;
  };

  return resource(customerBatchEndpoints, {
    countSelection: async ({ body, principal }) => {
      const { ids, more } = await select(body.selection, principal);
      return { customers: ids.length, more, withoutRep: await customerBatches.countWithoutRep(ids) };
    },
    tagCustomers: async ({ body, principal, actor }) => {
      const ids = await admit(body, principal);
      return batchView(await customerBatches.tag(actor, ids, { add: body.add, remove: body.remove }));
    },
    assignCustomers: async ({ body, principal, actor }) => {
      const { scope } = principal;
      // A lead gives customers to their own people.
      if (body.repUserId !== null && scope.kind === 'reps' && !scope.repUserIds.includes(body.repUserId)) {
        throw new CareError('unknown_rep', batchTexts.unknownRep, { status: 422 });
      }
      const ids = await admit(body, principal);
      return batchView(await customerBatches.assign(actor, ids, body.repUserId));
    },
  });
}
