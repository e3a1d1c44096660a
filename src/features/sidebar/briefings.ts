import { civilDay } from '../../kernel/calendar';
import type { CivilDay, Clock, Instant } from '../../kernel/ports';
import type { Customer } from '../../model/customer';
import type { OwnCustomers } from './own-customers';

/** What profiles, commerce and planning know of a customer; joined by the roof. */
export interface BriefingSources {
  profileOf(externalUserId: string): Promise<ProfileFacts>;
  /** The newest ones. */
  ordersOf(externalUserId: string): Promise<OrderFacts[]>;
  /** What the things that they own will next give reason for. */
  comingCareOf(externalUserId: string): Promise<{ sku: string; on: CivilDay; why: string }[]>;
}

export interface ProfileFacts {
  customer: Customer;
  repName: string | null;
  note: string;
  followers: { repUserId: string; remark: string; endedAt: Instant | null }[];
  tags: { name: string }[];
  dates: { id: string; name: string; text: string; nextOn: CivilDay; confirmed: boolean }[];
  products: { sku: string; name: string; quantity: number; deliveredOn: CivilDay }[];
}

export interface OrderFacts {
  orderNo: string;
  paidAt: Instant;
  status: 'paid' | 'delivered' | 'refunded';
  totalCents: number;
  items: { name: string; quantity: number }[];
}

/** A product that the customer has, however often it was bought, with what comes next. */
export interface OwnedProduct {
  sku: string;
  name: string;
  /** Of all orders. */
  quantity: number;
  /** The latest. */
  deliveredOn: CivilDay;
  coming: { on: CivilDay; why: string }[];
}

/** What a rep should know of the customer whom they are talking to. */
export interface Briefing extends ProfileFacts {
  /** As this rep calls them. */
  name: string;
  isMine: boolean;
  owned: OwnedProduct[];
  orders: OrderFacts[];
  today: CivilDay;
}

/** The briefing on the customer before the rep. */
export class Briefings {
  constructor(private readonly options: { sources: BriefingSources; own: OwnCustomers; clock: Clock; zone: string }) {}

  /** @throws CareError `unknown_customer` 404, also for one who is not this rep's */
  async of(repUserId: string, externalUserId: string): Promise<Briefing> {
    const { sources, own, clock, zone } = this.options;
    await own.check(repUserId, externalUserId);
    const profile = await sources.profileOf(externalUserId);
    const [orders, coming] = await Promise.all([
      sources.ordersOf(externalUserId),
      sources.comingCareOf(externalUserId),
    ]);
    const { customer, followers, products } = profile;
    const remark = followers.find((each) => each.repUserId === repUserId && each.endedAt === null)?.remark;
    return {
      ...profile,
      name: remark || customer.name,
      isMine: customer.repUserId === repUserId,
      owned: ownedOf(products, coming),
      orders,
      today: civilDay(clock.now(), customer.zone ?? zone),
    };
  }
}

/** @param products the latest delivery first */
function ownedOf(
  products: ProfileFacts['products'],
  coming: { sku: string; on: CivilDay; why: string }[],
): OwnedProduct[] {
  const owned = new Map<string, OwnedProduct>();
  for (const { sku, name, quantity, deliveredOn } of products) {
    const known = owned.get(sku);
    if (known) known.quantity += quantity;
    else owned.set(sku, { sku, name, quantity, deliveredOn, coming: coming.filter((each) => each.sku === sku) });
  }
  return [...owned.values()];
}
