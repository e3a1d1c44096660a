import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { tellTimeline } from '../features/conversations/conversation-timeline';
import { KfAccounts } from '../features/conversations/kf-accounts';
import { KfPuller } from '../features/conversations/kf-puller';
import { MessageKeeper } from '../features/conversations/message-keeper';
import type { KfPlatform } from '../kernel/kf';
import type { Clock, Vault } from '../kernel/ports';

/** 微信客服, from reading what was said to answering it. */
export function conversationsOf(common: {
  dataSource: DataSource;
  wecom: KfPlatform;
  clock: Clock;
  vault: Vault;
  logger: Logger;
}) {
  const keeper = new MessageKeeper({
    ...common,
    onNews: (manager, { conversation, items }) =>
      tellTimeline(
        manager,
        conversation.externalUserId,
        items.map(({ row }) => row),
      ),
  });
  const kfAccounts = new KfAccounts(common);
  return { kfAccounts, kfPuller: new KfPuller({ ...common, accounts: kfAccounts, keeper }) };
}
