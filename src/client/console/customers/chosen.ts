import type { CustomerSelection } from '../../../contract/console/customer-batches';
import type { CustomerFilterInput } from '../../../contract/console/customers';

/** Customers chosen one by one, or all of the filter. */
export type Chosen = { kind: 'some'; ids: string[] } | { kind: 'all'; filter: CustomerFilterInput };

export function selectionOf(chosen: Chosen): CustomerSelection {
  return chosen.kind === 'all' ? { filter: chosen.filter } : { externalUserIds: chosen.ids };
}
