import { customerEndpoints, type CustomerRowView } from '../../contract/console/customers';
import { type CustomerRow, maskedMobile } from '../../features/segments/customer-rows';
import type { Customers } from '../../features/segments/customers';
import { type ConsoleResource, resource } from './routes';

/** 客户: the list. */
export function customerRoutes({ customers }: { customers: Customers }): ConsoleResource {
  return resource(customerEndpoints, {
    listCustomers: async ({ query: { sort, order, cursor, limit, ...filter }, principal }) => {
      const page = await customers.page(filter, principal.scope, { sort, order, limit, ...(cursor ? { cursor } : {}) });
      return { customers: page.rows.map(customerRowView), found: page.found, nextCursor: page.nextCursor };
    },
    listCustomerChoices: async ({ principal }) => {
      const { reps, tags } = await customers.choices(principal.scope);
      return {
        reps: reps.map(({ repUserId, name, active }) => ({ repUserId, name, active })),
        tags: tags.map(({ tagId, name, groupName }) => ({ tagId, name, groupName })),
      };
    },
  });
}

function customerRowView({ customer, repName, remark, tags, mobile }: CustomerRow): CustomerRowView {
  const { externalUserId, name, avatarUrl, repUserId, stage, tier, deceased } = customer;
  const { orderCount, totalCents, lastOrderAt, addedAt, birthdayOn } = customer;
  return {
    externalUserId,
    name,
    remark,
    avatarUrl,
    repUserId,
    repName,
    stage,
    tier,
    tags,
    mobile: maskedMobile(mobile),
    optedOut: customer.optedOutAt !== null,
    problem: customer.problemOpenedAt !== null,
    deceased,
    orderCount,
    totalCents,
    lastOrderAt: isoOrNull(lastOrderAt),
    addedAt: isoOrNull(addedAt),
    birthdayOn,
  };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
