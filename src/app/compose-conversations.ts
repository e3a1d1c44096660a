import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { AnswerDecider } from '../features/conversations/answer-decider';
import { ConversationDesk } from '../features/conversations/conversation-desk';
import { ConversationLeases } from '../features/conversations/conversation-leases';
import { FollowUps } from '../features/conversations/follow-ups';
import { HandOver } from '../features/conversations/hand-over';
import { KfAccounts } from '../features/conversations/kf-accounts';
import { KfPuller } from '../features/conversations/kf-puller';
import { MessageKeeper } from '../features/conversations/message-keeper';
import { MessageSender } from '../features/conversations/message-sender';
import { MessageWords } from '../features/conversations/message-words';
import { NewsDesk } from '../features/conversations/news-desk';
import { followUpTime } from '../features/conversations/service-hours';
import { ServiceWatch } from '../features/conversations/service-watch';
import { UnderstandingResponder } from '../features/conversations/understanding-responder';
import { VisitorNames } from '../features/conversations/visitor-names';
import type { RepMessages } from '../features/outreach/app-messages';
import type { Proposal } from '../features/replies/proposer';
import type { Profiles } from '../features/profiles/profiles';
import type { CareSettings } from '../kernel/care-settings';
import type { KfPlatform } from '../kernel/kf';
import type { AppMessageBody, Clock, JobRequest, Vault } from '../kernel/ports';
import { kfConsequences } from './kf-consequences';

/** A rep reads it in the course of the day. */
const noticeLivesMs = 24 * 3_600_000;

/** 微信客服, from reading what was said to answering it. */
export function conversationsOf(common: {
  dataSource: DataSource;
  wecom: KfPlatform;
  clock: Clock;
  vault: Vault;
  zone: string;
  logger: Logger;
  ring: (job: JobRequest) => void;
  settings: CareSettings;
  profiles: Profiles;
  messages: RepMessages;
  propose: (text: string, externalUserId: string) => Promise<Proposal>;
}) {
  const { clock, settings, zone } = common;
  const leases = new ConversationLeases(common);
  const followUpAt = () => followUpTime(clock.now(), settings.service, zone);
  const names = new VisitorNames(common);
  const tell = async (manager: EntityManager, said: { id: string; repUserId: string; body: AppMessageBody }) => {
    await common.messages.say(manager, { ...said, notAfter: clock.now() + noticeLivesMs });
  };
  const news = new NewsDesk(common);
  const keeper = new MessageKeeper({ ...common, onNews: (manager, kept) => news.hear(manager, kept) });
  const accounts = new KfAccounts(common);
  const sender = new MessageSender({ ...common, leases, followUpAt, handOver: new HandOver(common) });
  const decider = new AnswerDecider({
    ...common,
    leases,
    responder: new UnderstandingResponder(common),
    consequences: kfConsequences({ ...common, tell }),
  });
  return {
    kfAccounts: accounts,
    kfPuller: new KfPuller({ ...common, accounts, keeper }),
    conversationDesk: new ConversationDesk({ ...common, leases, decider, sender }),
    messageWords: new MessageWords(common),
    followUps: new FollowUps({ ...common, names, tell }),
    serviceWatch: new ServiceWatch({ ...common, names, tell }),
  };
}
