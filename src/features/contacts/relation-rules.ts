import type { RemoteRelation } from '../../kernel/ports';
import type { FollowRelation, RelationEnd } from '../../model/follow-relation';
import { wholeSecond } from './apply';

/** A fresh relation, or the fields of a known one that change; null: nothing does. */
export type RelationChange = Partial<FollowRelation> | null;

export interface StartedEvent {
  repUserId: string;
  externalUserId: string;
  at: number;
  channel?: string;
  /** The rep has not confirmed yet. */
  half: boolean;
}

/**
 * A rep and a customer became contacts. Events may come late and out of order: one older than the newest that we
 * know of changes nothing.
 *
 * @param listed WeCom, asked just now, shows this rep among the customer's followers
 */
export function startRelation(row: FollowRelation | null, event: StartedEvent, listed: boolean): RelationChange {
  const { at, half, channel = '' } = event;
  if (!row) return { followedAt: at, half, channel, changedAt: at };
  if (row.endedAt === null) {
    if (at < row.changedAt || (at === row.changedAt && half)) return null;
    return { half, changedAt: at, followedAt: Math.min(row.followedAt, at), channel: row.channel || channel };
  }
  const newest = Math.max(row.changedAt, row.endedAt);
  if (at < newest || (at === newest && !half && !listed)) return null;
  return { half, changedAt: at, followedAt: at, endedAt: null, endedBy: null, channel: channel || row.channel };
}

/** Somebody ended it. An unknown relation is kept as ended, so that its start, when it comes late, changes nothing. */
export function endRelation(row: FollowRelation | null, at: number, endedBy: RelationEnd): RelationChange {
  if (!row) return { followedAt: at, endedAt: at, endedBy, changedAt: at };
  return at < row.changedAt ? null : { endedAt: at, endedBy, changedAt: at };
}

/** WeCom shows the relation; null when we have it just so. */
export function seeRelation(
  row: FollowRelation | null,
  remote: RemoteRelation,
  seen: { readAt: number; fromListing: boolean },
): RelationChange {
  if (!row) return { followedAt: remote.followedAt, half: false, changedAt: remote.followedAt, ...facts(remote) };
  const change: Partial<FollowRelation> = {};
  const known = facts(remote);
  if (known.remark !== row.remark) change.remark = known.remark;
  if (known.addWay !== row.addWay) change.addWay = known.addWay;
  if (remote.state !== '' && remote.state !== row.channel) change.channel = remote.state;
  if (known.tagIds.join() !== [...row.tagIds].sort().join()) change.tagIds = known.tagIds;
  if (row.endedAt === null) {
    if (remote.followedAt !== row.followedAt) change.followedAt = remote.followedAt;
    if (remote.followedAt > row.changedAt) change.changedAt = remote.followedAt;
    // APIs list no half relations; a single look may be older than the event that made it half
    if (row.half && seen.fromListing && row.changedAt < wholeSecond(seen.readAt)) change.half = false;
  } else if (isBack(row, remote, seen.readAt)) {
    const changedAt = Math.max(row.changedAt, remote.followedAt);
    Object.assign(change, { endedAt: null, endedBy: null, half: false, followedAt: remote.followedAt, changedAt });
  }
  return Object.keys(change).length === 0 ? null : change;
}

/** A customer who deleted the rep stays listed: the one-way relation remains (wecom-external §1.1). */
function isBack(row: FollowRelation, remote: RemoteRelation, readAt: number): boolean {
  if (row.endedBy === 'by-customer') return remote.followedAt > (row.endedAt ?? 0);
  return row.changedAt < wholeSecond(readAt);
}

function facts(remote: RemoteRelation) {
  return {
    remark: remote.remark.slice(0, 128),
    addWay: remote.addWay,
    channel: remote.state,
    tagIds: [...remote.tagIds].sort(),
  };
}
