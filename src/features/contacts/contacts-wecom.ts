import type { WecomPlatform } from '../../kernel/ports';

/** What keeping in step asks of WeCom. */
export type ContactsWecom = Pick<
  WecomPlatform,
  | 'getCustomer'
  | 'getRep'
  | 'listReps'
  | 'listFollowReps'
  | 'listCustomerIds'
  | 'pageCustomers'
  | 'listTags'
  | 'remarkCustomer'
  | 'markTags'
>;
