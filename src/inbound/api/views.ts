import type { CustomerView } from '../../contract/customer';
import type { TimelineView } from '../../contract/timeline';
import type { TouchView } from '../../contract/touch';
import type { CustomerProfile } from '../../features/profiles/profile-views';
import type { TimelineEvent } from '../../model/timeline-event';
import type { Touch } from '../../model/touch';

/** A customer as the API tells of them. */
export function customerView(profile: CustomerProfile): CustomerView {
  const { customer, repName, note, followers, tags, dates, products } = profile;
  const { externalUserId, name, avatarUrl, gender, unionId, repUserId, repPinned } = customer;
  const { addWay, channel, referrerExternalUserId, stage, tier, interests, deceased } = customer;
  return {
    externalUserId,
    name,
    avatarUrl,
    gender,
    unionId,
    repUserId,
    repName,
    repPinned,
    followers: followers.map((one) => ({ ...one, followedAt: iso(one.followedAt), endedAt: isoOrNull(one.endedAt) })),
    addWay,
    channel,
    referrerExternalUserId,
    addedAt: isoOrNull(customer.addedAt),
    stage,
    tier,
    tags: tags.map((tag) => tag.name),
    interests,
    note,
    optedOut: customer.optedOutAt !== null,
    optedOutAt: isoOrNull(customer.optedOutAt),
    optOutReason: customer.optOutReason,
    optOutBy: customer.optOutBy,
    problem:
      customer.problemOpenedAt === null
        ? null
        : { text: customer.problem ?? '', openedAt: iso(customer.problemOpenedAt) },
    deceased,
    dates: dates.map(({ name: _name, revision: _revision, ...date }) => date),
    products,
    orders: {
      count: customer.orderCount,
      totalCents: customer.totalCents,
      firstAt: isoOrNull(customer.firstOrderAt),
      lastAt: isoOrNull(customer.lastOrderAt),
    },
    lastActiveAt: isoOrNull(customer.lastActiveAt),
  };
}

/** A line of a customer's history as the API tells of it. */
export function timelineEventView(words: ReadonlyMap<unknown, string>) {
  return ({ id, at, kind, summary, details }: TimelineEvent): TimelineView['events'][number] => {
    return { id, at: iso(at), kind, summary, details, words: words.get(details.messageId) ?? null };
  };
}

/** A touch as the API and the `plan --json` command tell of it. */
export function touchView(touch: Touch): TouchView {
  const { id, play, occasion, commercial, dueOn, state, why, repUserId, template, text, offeredAt, sentAt } = touch;
  return {
    id,
    play,
    occasion,
    commercial,
    dueOn,
    notBefore: iso(touch.notBefore),
    notAfter: iso(touch.notAfter),
    state,
    why,
    repUserId,
    template,
    text,
    ...(offeredAt === null ? {} : { offeredAt: iso(offeredAt) }),
    ...(sentAt === null ? {} : { sentAt: iso(sentAt) }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
