import type { BatchRunner } from '../../features/batches/batch-runner';
import type { Batches } from '../../features/batches/batches';
import type { Sessions } from '../../features/access/sessions';
import type { ContactBook } from '../../features/contacts/contact-book';
import type { KfAccounts } from '../../features/conversations/kf-accounts';
import type { ConversationDesk } from '../../features/conversations/conversation-desk';
import type { ServiceWatch } from '../../features/conversations/service-watch';
import type { FollowUps } from '../../features/conversations/follow-ups';
import type { KfPuller } from '../../features/conversations/kf-puller';
import type { RepDigests } from '../../features/outreach/digest';
import type { MassSender } from '../../features/outreach/mass-sends';
import type { RepMessages } from '../../features/outreach/app-messages';
import type { Planner } from '../../features/planning/planner';
import type { Erasure } from '../../features/privacy/erasure';
import type { Profiles } from '../../features/profiles/profiles';
import type { FigureCount } from '../../features/reports/figure-count';
import { civilDay } from '../../kernel/calendar';
import type { Clock, JobHandler } from '../../kernel/ports';
import type { InboxUpkeep } from '../callback/inbox-upkeep';
import type { InboxWorker } from '../callback/worker';

const dayMs = 86_400_000;
/** How long a served event's content is kept, for looking into troubles. */
const inboxKeptMs = 7 * dayMs;
/** How long refused rows can be fetched, and an unconfirmed import waits. */
const batchesKeptMs = 7 * dayMs;

export interface WorkerDeps {
  inboxWorker: InboxWorker;
  inboxUpkeep: InboxUpkeep;
  contacts: ContactBook;
  profiles: Profiles;
  planner: Planner;
  messages: RepMessages;
  digests: RepDigests;
  massSender: MassSender;
  kfAccounts: KfAccounts;
  kfPuller: KfPuller;
  conversationDesk: ConversationDesk;
  followUps: FollowUps;
  serviceWatch: ServiceWatch;
  sessions: Sessions;
  batches: Batches;
  batchRunner: BatchRunner;
  erasure: Erasure;
  figureCount: FigureCount;
  clock: Clock;
  zone: string;
}

/** What each bell sets going. Every entry is a sweep over the database: it may run twice or late, and loses nothing. */
export function workers(deps: WorkerDeps) {
  const {
    inboxWorker,
    inboxUpkeep,
    contacts,
    profiles,
    planner,
    messages,
    digests,
    massSender,
    kfAccounts,
    kfPuller,
    conversationDesk,
    followUps,
    serviceWatch,
    sessions,
    batches,
    batchRunner,
    erasure,
    figureCount,
    clock,
    zone,
  } = deps;
  return {
    inbox: async () => void (await inboxWorker.serve()),
    sync: async () => {
      await contacts.sync();
      await kfAccounts.sync();
    },
    'resync-contact': async () => void (await contacts.sync()),
    'roll-dates': async () => void (await profiles.rollDates(civilDay(clock.now(), zone))),
    plan: async () => {
      await profiles.rollDates(civilDay(clock.now(), zone));
      await planner.catchUp();
    },
    expire: async () => void (await planner.expireStale(clock.now())),
    digest: async () => {
      await digests.sendDue();
      await messages.deliver();
    },
    kf: () => kfPuller.pullDue(),
    'kf-answers': async () => {
      await conversationDesk.serveDue();
      await followUps.tellDue();
      await serviceWatch.look();
      await messages.deliver();
    },
    'app-messages': async () => void (await messages.deliver()),
    'mass-sends': async () => {
      await massSender.withdraw();
      await massSender.lookUpUnknown();
      await massSender.createDue();
    },
    results: () => massSender.poll(),
    batches: () => batchRunner.run(),
    remind: () => massSender.remind(),
    'count-figures': () => figureCount.run(),
    'end-of-day': () => massSender.endOfDay(),
    purge: async () => {
      await inboxUpkeep.purge(clock.now() - inboxKeptMs);
      await sessions.tidy();
      await batches.purge(clock.now() - batchesKeptMs);
      await erasure.sweep();
    },
  } satisfies Record<string, JobHandler>;
}
