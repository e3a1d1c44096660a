import { hkdfSync } from 'node:crypto';
import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { DayCounts } from '../features/calendar/day-counts';
import { FestivalDesk } from '../features/calendar/festival-desk';
import { TopicBook } from '../features/calendar/topic-book';
import { Commerce } from '../features/commerce/commerce';
import { ProductDesk } from '../features/commerce/product-desk';
import { ProductOwners } from '../features/commerce/product-owners';
import { ContactBook } from '../features/contacts/contact-book';
import { tellWhatWasBefore } from '../features/conversations/conversation-timeline';
import { RepBot } from '../features/conversations/rep-bot';
import { RepErrands } from '../features/conversations/rep-errands';
import { RepMessages } from '../features/outreach/app-messages';
import { RepDigests } from '../features/outreach/digest';
import { HandOvers } from '../features/outreach/hand-overs';
import { MassSender } from '../features/outreach/mass-sends';
import type { CareCheck } from '../features/outreach/needs';
import { RepActs } from '../features/outreach/rep-acts';
import { SendCheck } from '../features/outreach/send-check';
import { TaskLinks } from '../features/outreach/task-link';
import { TaskDesk } from '../features/outreach/task-desk';
import { TodayList } from '../features/outreach/today-list';
import { TouchCards } from '../features/outreach/touch-card';
import { TouchDesk } from '../features/outreach/touch-desk';
import { TouchLedger } from '../features/outreach/touch-ledger';
import { Welcomer } from '../features/outreach/welcome';
import { Planner } from '../features/planning/planner';
import { allPlays } from '../features/plays/all-plays';
import { Erasure } from '../features/privacy/erasure';
import { PersonalData } from '../features/privacy/personal-data';
import { Profiles } from '../features/profiles/profiles';
import { cancelTouches } from '../features/profiles/touch-cancelling';
import { LiveSettings } from '../features/settings/live-settings';
import { SettingsBook } from '../features/settings/settings-book';
import { Customers } from '../features/segments/customers';
import { SegmentBook } from '../features/segments/segment-book';
import { SegmentMembers } from '../features/segments/segment-members';
import { checkRepText } from '../features/templates/lint';
import { TemplateShelf } from '../features/templates/template-shelf';
import type { Clock, JobRequest } from '../kernel/ports';
import { shippedRights } from '../kernel/role-rights';
import { OpenAiModel } from '../outbound/llm/openai-model';
import { AesVault } from '../outbound/vault';
import { WecomClient } from '../outbound/wecom/wecom-client';
import { accessOf } from './compose-access';
import { batchesOf } from './compose-batches';
import { conversationsOf } from './compose-conversations';
import { libraryOf } from './compose-library';
import { profileDesksOf } from './compose-profile';
import { repliesOf } from './compose-replies';
import { sidebarOf } from './compose-sidebar';
import { templateDeskOf } from './compose-templates';
import { reportsOf } from './compose-reports';
import type { LimitOf } from '../features/access/sign-in';
import type { Config, WecomCredentials } from './config';
import { dataKeyFor } from './data-key';
import { errandsOf } from './rep-errands';

/** What the application is built from. */
export interface FeatureParts {
  config: Config;
  credentials: WecomCredentials;
  wecomUrl: string;
  clock: Clock;
  logger: Logger;
}

/** What a customer may be recognised by. */
interface KnownCustomer {
  externalUserId: string;
  unionId: string | null;
  mobileHashes: string[];
}

export type Features = ReturnType<typeof buildFeatures>;

/** Every verb, built over the ways out; nothing runs yet. */
export function buildFeatures(
  parts: FeatureParts,
  { dataSource, ring, limitOf }: { dataSource: DataSource; ring: (job: JobRequest) => void; limitOf: LimitOf },
) {
  const { config, credentials, wecomUrl, clock, logger } = parts;
  const { zone, publicUrl } = config;
  const key = dataKeyFor(config.databaseUrl, config.dataKey);
  const vault = new AesVault(key);
  const wecom = new WecomClient({ baseUrl: wecomUrl, ...credentials, clock, logger });
  const common = { dataSource, wecom, clock, vault, zone, logger, ring };

  const shipped = { care: config.care, festivals: config.festivals, roles: shippedRights };
  const liveSettings = new LiveSettings({ ...common, shipped });
  // Verbs keep these very objects: a change at the console refills them.
  const { care: settings, festivals, roles } = liveSettings;
  const access = accessOf({ ...common, limitOf, roles }, key);
  const settingsBook = new SettingsBook({
    ...common,
    live: liveSettings,
    audit: access.audit,
    onChange: (name) => ring({ name: 'plan', id: `plan-settings-${name}` }),
  });
  const festivalDesk = new FestivalDesk({ ...common, book: settingsBook, live: liveSettings });
  const topicBook = new TopicBook({
    ...common,
    audit: access.audit,
    checkText: (text) => checkRepText('topic', text),
  });
  const templates = new TemplateShelf(common);
  const segments = new SegmentMembers(common);
  const segmentSelect = (name: string) => segments.sqlOf(name);
  const templateDesk = templateDeskOf({ ...common, shelf: templates, audit: access.audit, segmentSelect });
  const templatesFor = (name: string) => templates.titlesFor(name);
  const segmentBook = new SegmentBook({ ...common, audit: access.audit, templatesFor });
  // The bell may ring before the commit; the tick of the next minute finds what it missed.
  const onTakenBack = async () => {
    ring({ name: 'mass-sends', id: 'mass-sends-taken-back', delayMs: 250 });
  };
  const onKnown = async (manager: EntityManager, customer: KnownCustomer) => {
    await commerce.matchOrders(manager, customer);
    await profiles.applyPending(manager, customer);
    await tellWhatWasBefore(manager, customer.externalUserId);
  };
  const greetingPlays = allPlays.filter(({ commercial }) => commercial === 'never').map(({ name }) => name);
  const profiles: Profiles = new Profiles({
    ...common,
    settings: settings.birthdays,
    greetingPlays,
    onTakenBack,
    onKnown,
  });
  const commerce = new Commerce({ ...common, settings: settings.orders, cancelTouches });
  const productDesk = new ProductDesk({ ...common, audit: access.audit });
  const productOwners = new ProductOwners(common);
  const contacts = new ContactBook({ ...common, onKnown });
  const planner = new Planner({ ...common, settings, festivals, plays: allPlays, templates, segments });
  const customers = new Customers(common);
  const libraryParts = libraryOf({ ...common, audit: access.audit });

  const ledger = new TouchLedger(common);
  const check: CareCheck = {
    // Hours are outreach's own to keep: quiet hours bind the system, never a rep's tap.
    mayBeSent: (touch, at) => planner.mayBeSent(touch, at, 'rep'),
    mayMoveTo: (touch, day) => planner.mayMoveTo(touch, day),
  };
  const messages = new RepMessages(common);
  const linkKey = Buffer.from(hkdfSync('sha256', key, '', 'jiuban task links', 32));
  const links = new TaskLinks({ clock, linkKey, publicUrl, zone });
  const today = new TodayList(common);
  const { attachments } = templateDesk;
  const massSender = new MassSender({ ...common, contacts, settings, check, attachments });
  const sendCheck = new SendCheck({ ...common, check, checkRepText });
  const acts = new RepActs({ ...common, settings, check, sendCheck, massSender, attachments, ledger });
  const touchDesk = new TouchDesk({
    ...common,
    ledger,
    massSender,
    decideAgain: (touch) => planner.decideAgain(touch),
  });
  const taskDesk = new TaskDesk({ ...common, ledger, massSender });
  const handOvers = new HandOvers({ ...common, contacts, ledger, messages });
  const keepers = { commerce, profiles, ...libraryParts };
  const batches = batchesOf({ ...common, audit: access.audit, keepers, contacts, handOvers });
  const profileDesks = profileDesksOf({ ...common, audit: access.audit, profiles, contacts, handOvers });
  const reports = reportsOf({ ...common, planner, greetingPlays });
  const cards = new TouchCards({ ...common, acts, today, links, messages, ledger });
  const digests = new RepDigests({ ...common, settings, messages, today, links, ledger });
  const welcomer = new Welcomer({ ...common, settings, templates, messages });
  const replies = repliesOf({
    ...common,
    ...libraryParts,
    planner,
    profiles,
    festivals,
    model: config.llm && new OpenAiModel(config.llm),
  });
  const conversations = conversationsOf({ ...common, ...replies, settings, profiles, messages });
  const errands = errandsOf({ ...common, profiles, commerce, today, digests, cards, planner });
  const sidebar = sidebarOf({ ...common, ...replies, profiles, commerce, planner, errands });
  const bot = new RepBot({
    ...common,
    errands: new RepErrands({ errands, zone }),
    isRep: (repUserId) => contacts.isRep(repUserId),
    answer: async (manager, id, repUserId, body) => {
      // Who hears nothing of their order types it again: late is better than never.
      await messages.say(manager, { id, repUserId, body, notAfter: clock.now() + 12 * 3_600_000 });
    },
  });
  const personalData = new PersonalData({ ...common, audit: access.audit });
  const erasure = new Erasure({
    ...common,
    audit: access.audit,
    optOut: (externalUserId, order, within) => profiles.optOut(externalUserId, order, within),
  });
  return {
    wecom,
    vault,
    access,
    liveSettings,
    settingsBook,
    festivalDesk,
    topicBook,
    dayCounts: new DayCounts(dataSource),
    templates,
    templateDesk,
    profiles,
    commerce,
    productDesk,
    productOwners,
    contacts,
    customers,
    segmentBook,
    personalData,
    erasure,
    ...batches,
    ...libraryParts,
    planner,
    messages,
    links,
    today,
    massSender,
    acts,
    cards,
    touchDesk,
    taskDesk,
    profileDesks,
    reports,
    digests,
    welcomer,
    ...conversations,
    bot,
    sidebar,
  };
}
