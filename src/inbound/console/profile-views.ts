import type { CustomerTouch, DateView, OrderView, ProfileView } from '../../contract/console/profile';
import type { PastOrder } from '../../features/commerce/order-history';
import { cameByWords } from '../../features/contacts/add-ways';
import type { DeskProfile } from '../../features/profiles/profile-desk';
import type { DateView as KnownDate } from '../../features/profiles/profile-views';
import { daysBetween } from '../../kernel/calendar';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay } from '../../kernel/ports';
import { touchStateTitles } from '../../kernel/touch-state-titles';
import type { Touch } from '../../model/touch';
import { customerView, touchView } from '../api/views';

/** @param mayReadNotes what reps wrote of the customer is for those who look after them */
export function profileView(profile: DeskProfile, today: CivilDay, mayReadNotes: boolean): ProfileView {
  const { unionId: _unionId, note, ...view } = customerView(profile);
  const { customer, followers, tags, dates, mobiles, noteRevision, referrerName } = profile;
  const alive = followers.filter(({ endedAt, remark }) => endedAt === null && remark !== '');
  const own = alive.find(({ repUserId }) => repUserId === customer.repUserId) ?? alive[0];
  const { referrerExternalUserId: referrer } = customer;
  return {
    ...view,
    stage: customer.stage,
    tier: customer.tier,
    remark: own?.remark ?? '',
    mobiles,
    tags,
    note: mayReadNotes ? { text: note, revision: noteRevision } : null,
    dates: dates.map((date) => dateView(date, today)),
    cameBy: cameByWords(customer.addWay, customer.channel),
    referrer: referrer === null ? null : { externalUserId: referrer, name: referrerName },
  };
}

function dateView(date: KnownDate, today: CivilDay): DateView {
  return { ...date, daysAway: daysBetween(today, date.nextOn) };
}

export function orderView({ order, items }: PastOrder): OrderView {
  const { orderNo, paidAt, deliveredOn, status, totalCents, source } = order;
  return {
    ...{ orderNo, deliveredOn, status, totalCents, source },
    paidAt: new Date(paidAt).toISOString(),
    items: items.map(({ sku, name, quantity, unitPriceCents }) => ({ sku, name, quantity, unitPriceCents })),
  };
}

export function customerTouchView(touch: Touch): CustomerTouch {
  return { ...touchView(touch), playTitle: playTitle(touch.play), stateTitle: touchStateTitles[touch.state] };
}
