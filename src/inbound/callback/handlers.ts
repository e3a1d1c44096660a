import type { DataSource } from 'typeorm';
import type { ContactBook } from '../../features/contacts/contact-book';
import type { KfAccounts } from '../../features/conversations/kf-accounts';
import type { RepBot } from '../../features/conversations/rep-bot';
import type { TouchCards } from '../../features/outreach/touch-card';
import type { Welcomer } from '../../features/outreach/welcome';
import { type Apply, type Handlers, letPass, type Log } from './handler';
import type { EventKind, EventOf } from './parse-event';

type AlarmKind = 'app.closing' | 'app.closed' | 'access.restricting' | 'access.restricted';
type Added = EventOf<'relation.added' | 'relation.half_added'>;

/** Kept and acknowledged, of no consequence yet; each moves to the table when a feature wants it. */
const kindsThatPass = [
  'access.restored',
  'acquisition.balance_exhausted',
  'acquisition.balance_increased',
  'acquisition.balance_low',
  'acquisition.chat_started',
  'acquisition.customer_wrote',
  'acquisition.friend_requested',
  'acquisition.link_deleted',
  'acquisition.link_unavailable',
  'acquisition.profile_opened',
  'acquisition.quota_expiring',
  'app.chain_sharing_changed',
  'app.entered',
  'app.position',
  'app.reopened',
  'app.sharing_changed',
  'archive.waiting',
  'card.menu_clicked',
  'contact_job.finished',
  'department.created',
  'department.deleted',
  'department.moved',
  'group.changed',
  'group.created',
  'group.dismissed',
  'image',
  'link',
  'location',
  'member.changed',
  'member.created',
  'member.deleted',
  'member_tag.changed',
  'menu.clicked',
  'menu.link_opened',
  'menu.located',
  'menu.miniprogram_opened',
  'menu.pictured',
  'menu.scanned',
  'unknown',
  'upload_job.finished',
  'video',
  'voice',
] as const satisfies readonly EventKind[];
// One key for each of the list's names.
const passing = Object.fromEntries(kindsThatPass.map((kind) => [kind, letPass])) as unknown as Pick<
  Handlers,
  (typeof kindsThatPass)[number]
>;

/** Which verb serves which event: the way from WeCom into the features. */
export function callbackHandlers(deps: {
  contacts: ContactBook;
  welcomer: Welcomer;
  cards: TouchCards;
  bot: RepBot;
  kfAccounts: KfAccounts;
  dataSource: DataSource;
  logger: Log;
}): Handlers {
  const { contacts, welcomer, cards, bot, kfAccounts } = deps;

  const added = async (event: Added): Promise<Apply> => {
    const half = event.kind === 'relation.half_added';
    const { repUserId, externalUserId, occurredAt: at } = event;
    const welcomeCode = event.welcomeCode ?? undefined;
    // Side by side: the code lives 20 s and must not wait for the customer's details.
    const [greeted, started] = await Promise.allSettled([
      welcomer.onWelcomeCode({ repUserId, externalUserId, welcomeCode, receivedAt: at }),
      contacts.relationStarted({ repUserId, externalUserId, at, channel: event.state ?? '', half }),
    ]);
    if (greeted.status === 'fulfilled' && started.status === 'fulfilled') return inOrder(started.value, greeted.value);
    if (greeted.status === 'rejected') throw greeted.reason;
    // What became of the greeting is kept now: when the event is served again, the code is used up.
    await deps.dataSource.transaction(greeted.value);
    throw started.status === 'rejected' ? started.reason : undefined;
  };

  const alarm = async (event: EventOf<AlarmKind>): Promise<Apply> => {
    deps.logger.error({ kind: event.kind }, 'WeCom warns about the app: an admin must look at its settings in WeCom');
    return async () => undefined;
  };

  return {
    // what reps say and tap
    text: ({ repUserId, messageId, text, occurredAt }) => bot.hear({ repUserId, messageId, text, sentAt: occurredAt }),
    'card.clicked': ({ repUserId, taskId, buttonKey, responseCode }) =>
      cards.onCardClick({ repUserId, taskId, key: buttonKey, responseCode: responseCode ?? '' }),

    // customers and reps
    'relation.added': added,
    'relation.half_added': added,
    'relation.edited': ({ repUserId, externalUserId, occurredAt }) =>
      contacts.relationEdited({ repUserId, externalUserId, at: occurredAt }),
    'relation.deleted_by_rep': ({ repUserId, externalUserId, byTransfer, occurredAt }) =>
      contacts.relationEnded({ repUserId, externalUserId, at: occurredAt, by: byTransfer ? 'transfer' : 'rep' }),
    'relation.deleted_by_customer': ({ repUserId, externalUserId, occurredAt }) =>
      contacts.relationEnded({ repUserId, externalUserId, at: occurredAt, by: 'customer' }),
    'relation.transfer_failed': ({ repUserId, externalUserId, reason, occurredAt }) =>
      contacts.transferFailed({ repUserId, externalUserId, reason, at: occurredAt }),
    'relation.archive_agreed': ({ repUserId, externalUserId, welcomeCode, occurredAt }) =>
      welcomer.onWelcomeCode({
        repUserId,
        externalUserId,
        welcomeCode: welcomeCode ?? undefined,
        receivedAt: occurredAt,
      }),
    'rep.joined': ({ repUserId, occurredAt }) => contacts.repJoined(repUserId, occurredAt),
    'rep.left': ({ repUserId, occurredAt }) => contacts.repLeft(repUserId, occurredAt),
    'tag.created': () => contacts.tagChanged(),
    'tag.changed': () => contacts.tagChanged(),
    'tag.deleted': () => contacts.tagChanged(),
    'tag.reordered': () => contacts.tagChanged(),

    // 微信客服: a bell without content
    'kf.waiting': async ({ openKfId, pullToken }) => {
      return (manager) => kfAccounts.rung(manager, openKfId, pullToken);
    },
    'kf.accounts_changed': async ({ grantedOpenKfIds, revokedOpenKfIds }) => {
      return (manager) => kfAccounts.changed(manager, { granted: grantedOpenKfIds, revoked: revokedOpenKfIds });
    },

    ...passing,

    // what an admin must know
    'app.closing': alarm,
    'app.closed': alarm,
    'access.restricting': alarm,
    'access.restricted': alarm,
  };
}

function inOrder(...applies: Apply[]): Apply {
  return async (manager) => {
    for (const apply of applies) await apply(manager);
  };
}
