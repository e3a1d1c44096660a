import type { CareSettings } from '../../kernel/care-settings';
import type { KfContent, KfState } from '../../kernel/kf';
import type { Instant } from '../../kernel/ports';
import { kfSay } from './kf-texts';
import { handOver } from './message-rows';
import type { Reply } from './responder';
import { followUpTime, isOpen, isTomorrow } from './service-hours';

const hourMs = 3_600_000;
/** An answer this late would puzzle: a person sees to it. */
const staleAfterMs = 12 * hourMs;
const betweenInvitesMs = 30 * 24 * hourMs;
/** WeCom takes 2048 bytes; a Chinese character has 3. */
const longestText = 600;

export interface AnswerFacts {
  reply: Reply;
  state: KfState;
  isFriend: boolean;
  now: Instant;
  /** Of the last message that is not recalled; null: there is none left. */
  writtenAt: Instant | null;
  invitedAt: Instant | null;
  settings: CareSettings['service'];
  zone: string;
}

export interface Answer {
  /** In this order. */
  says: (KfContent | { kind: typeof handOver })[];
  followUpAt: Instant | null;
  /** The visitor is asked to become a rep's friend. */
  invites: boolean;
}

const nothing: Answer = { says: [], followUpAt: null, invites: false };

/** What is said to the customer, and whom it is left to. While a person has the conversation the app keeps silent. */
export function answerTo(facts: AnswerFacts): Answer {
  const { reply, state, now, writtenAt, settings, zone } = facts;
  if (writtenAt === null || state === 'human') return nothing;
  const followUpAt = followUpTime(now, settings, zone);
  if (state === 'pool') return isOpen(now, settings, zone) ? nothing : { ...nothing, followUpAt };
  if (state === 'ended' || now - writtenAt > staleAfterMs) return { ...nothing, followUpAt };
  if (reply.optsOut) return { ...nothing, says: [text(kfSay.optedOut)] };
  if (!reply.handOver && (!reply.followUp || isOpen(now, settings, zone))) {
    return withInvite(facts, reply.text === null ? [] : [text(reply.text)], null);
  }
  if (isOpen(now, settings, zone)) {
    return withInvite(facts, [text(join(reply.text, kfSay.handingOver)), { kind: handOver }], null);
  }
  const later = isTomorrow(now, followUpAt, zone);
  const closed = reply.handOver ? kfSay.closed(settings, later) : kfSay.followsUp(later);
  return withInvite(facts, [text(join(reply.text, closed))], followUpAt);
}

/** In front of the hand-over, after which only the person may speak. */
function withInvite(facts: AnswerFacts, says: Answer['says'], followUpAt: Instant | null): Answer {
  const { isFriend, now, invitedAt, settings } = facts;
  const isDue = invitedAt === null || now - invitedAt > betweenInvitesMs;
  const invites = !isFriend && isDue && settings.friendLink !== '' && says.length > 0 && facts.reply.problem === null;
  if (!invites) return { says, followUpAt, invites };
  const link = { kind: 'acquisition-link', url: settings.friendLink } as const;
  const isHandOver = (one: Answer['says'][number]) => one.kind === handOver;
  return { says: [...says.filter((one) => !isHandOver(one)), link, ...says.filter(isHandOver)], followUpAt, invites };
}

function text(words: string): KfContent {
  return { kind: 'text', text: words.slice(0, longestText) };
}

function join(answer: string | null, more: string): string {
  return answer === null ? more : `${answer.slice(0, longestText - more.length - 1)}\n${more}`;
}
