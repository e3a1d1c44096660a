import { z } from 'zod';
import { count, listOf, optional, reader, required, words } from './reader';

const pair = { UserID: required, ExternalUserID: required };
const greeting = { ...pair, State: optional, WelcomeCode: optional };

const aboutPair = (fields: { UserID: string; ExternalUserID: string }) => ({
  repUserId: fields.UserID,
  externalUserId: fields.ExternalUserID,
});
const aboutGreeting = (fields: z.output<z.ZodObject<typeof greeting>>) => ({
  ...aboutPair(fields),
  /** Of the contact way or acquisition link that brought the customer. */
  state: fields.State,
  /** Valid 20 s, once. */
  welcomeCode: fields.WelcomeCode,
});

/** A rep and a customer (wecom-external §1.1). */
const relationReaders = {
  'change_external_contact.add_external_contact': reader('relation.added', greeting, aboutGreeting),
  /** The customer added a rep who has not confirmed yet: chat works, the relation's calls answer 84061. */
  'change_external_contact.add_half_external_contact': reader('relation.half_added', greeting, aboutGreeting),
  'change_external_contact.edit_external_contact': reader('relation.edited', pair, aboutPair),
  'change_external_contact.del_external_contact': reader(
    'relation.deleted_by_rep',
    { ...pair, Source: optional },
    (fields) => ({ ...aboutPair(fields), byTransfer: fields.Source === 'DELETE_BY_TRANSFER' }),
  ),
  'change_external_contact.del_follow_user': reader('relation.deleted_by_customer', pair, aboutPair),
  /** `customer_refused` or `customer_limit_exceed`; the rep is the one who failed to take over. */
  'change_external_contact.transfer_fail': reader('relation.transfer_failed', { ...pair, FailReason: words }, (f) => ({
    ...aboutPair(f),
    reason: f.FailReason,
  })),
  'change_external_contact.msg_audit_approved': reader('relation.archive_agreed', greeting, aboutGreeting),
};

const group = { ChatId: required };
const aboutGroup = (fields: { ChatId: string }) => ({ chatId: fields.ChatId });

/** Customer groups (wecom-external §1.2). */
const groupReaders = {
  'change_external_chat.create': reader('group.created', group, aboutGroup),
  'change_external_chat.update': reader(
    'group.changed',
    {
      ...group,
      UpdateDetail: words,
      JoinScene: optional,
      QuitScene: optional,
      MemChangeList: listOf(z.object({ Item: listOf(words) })),
      LastMemVer: optional,
      CurMemVer: optional,
    },
    (fields) => ({
      ...aboutGroup(fields),
      /** `add_member`, `del_member`, `change_owner`, `change_name` or `change_notice`. */
      change: fields.UpdateDetail,
      joinScene: fields.JoinScene,
      quitScene: fields.QuitScene,
      /** Reps' and customers' ids. */
      memberIds: fields.MemChangeList.flatMap((list) => list.Item),
      versionBefore: fields.LastMemVer,
      version: fields.CurMemVer,
    }),
  ),
  'change_external_chat.dismiss': reader('group.dismissed', group, aboutGroup),
};

const tag = { Id: required, TagType: z.enum(['tag', 'tag_group']) };
const aboutTag = (fields: { Id: string; TagType: 'tag' | 'tag_group' }) => ({
  tagId: fields.Id,
  isGroup: fields.TagType === 'tag_group',
});

/** Corp tags (wecom-external §1.3). A deleted group takes its tags along without a word about them. */
const tagReaders = {
  'change_external_tag.create': reader('tag.created', tag, aboutTag),
  'change_external_tag.update': reader('tag.changed', tag, aboutTag),
  'change_external_tag.delete': reader('tag.deleted', tag, aboutTag),
  /** No group: every group was reordered. */
  'change_external_tag.shuffle': reader('tag.reordered', { Id: optional }, (fields) => ({ groupId: fields.Id })),
};

const link = { LinkId: required };
const aboutLink = (fields: { LinkId: string }) => ({ linkId: fields.LinkId });
const visit = { ...link, State: optional };
const aboutVisit = (fields: { LinkId: string; State: string | null }) => ({
  linkId: fields.LinkId,
  state: fields.State,
});
const nothing = () => ({});

/** 获客助手 (wecom-external §1.4). */
const acquisitionReaders = {
  'customer_acquisition.balance_low': reader('acquisition.balance_low', {}, nothing),
  'customer_acquisition.balance_exhausted': reader('acquisition.balance_exhausted', {}, nothing),
  'customer_acquisition.balance_increased': reader('acquisition.balance_increased', {}, nothing),
  'customer_acquisition.link_unavailable': reader('acquisition.link_unavailable', link, aboutLink),
  'customer_acquisition.delete_link': reader('acquisition.link_deleted', link, aboutLink),
  'customer_acquisition.quota_expire_soon': reader(
    'acquisition.quota_expiring',
    { ExpireTime: count, ExpireQuotaNum: count },
    (fields) => ({ expiresAt: fields.ExpireTime * 1000, quota: fields.ExpireQuotaNum }),
  ),
  'customer_acquisition.open_profile': reader('acquisition.profile_opened', visit, aboutVisit),
  'customer_acquisition.friend_request': reader('acquisition.friend_requested', visit, aboutVisit),
  'customer_acquisition.customer_start_chat': reader('acquisition.chat_started', { ...pair, ...link }, (fields) => ({
    ...aboutPair(fields),
    linkId: fields.LinkId,
  })),
  /** The key tells who wrote, for 30 minutes. */
  'customer_acquisition.message_from_customer': reader(
    'acquisition.customer_wrote',
    { ...link, ChatKey: optional },
    (fields) => ({ linkId: fields.LinkId, chatKey: fields.ChatKey }),
  ),
};

/** 微信客服 and the conversation archive (wecom-external §1.5): wake-ups without content. */
const wakeUpReaders = {
  kf_msg_or_event: reader('kf.waiting', { Token: required, OpenKfId: required }, (fields) => ({
    pullToken: fields.Token,
    openKfId: fields.OpenKfId,
  })),
  kf_account_auth_change: reader(
    'kf.accounts_changed',
    { AuthAddOpenKfId: listOf(words), AuthDelOpenKfId: listOf(words) },
    (fields) => ({ grantedOpenKfIds: fields.AuthAddOpenKfId, revokedOpenKfIds: fields.AuthDelOpenKfId }),
  ),
  msgaudit_notify: reader('archive.waiting', {}, nothing),
};

export const customerEventReaders = {
  ...relationReaders,
  ...groupReaders,
  ...tagReaders,
  ...acquisitionReaders,
  ...wakeUpReaders,
};
