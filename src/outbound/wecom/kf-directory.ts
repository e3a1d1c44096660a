import { z } from 'zod';
import type { KfPlatform } from '../../kernel/kf';
import { emptyReply, listOf, text } from './call';
import type { Caller } from './caller';
import { atMostItems } from './limits';

const accountPage = 100;
/** upgrade_service: 1 to a member, 2 to a group chat. */
const toMember = 1;

const account = z.looseObject({
  open_kfid: z.string().min(1),
  name: text,
  avatar: text,
  manage_privilege: z.boolean().nullish(),
});
/** A row of a department has no userid. Status 0 receives here; in the event it is 1. */
const servicer = z.looseObject({ userid: text, status: z.number().nullish() });
const customer = z.looseObject({ external_userid: z.string(), nickname: text, avatar: text, unionid: text });

type Directory = Pick<
  KfPlatform,
  'listKfAccounts' | 'listKfServicers' | 'getKfCustomers' | 'addKfContactWay' | 'proposeKfRep' | 'withdrawKfProposal'
>;

/** 微信客服: its accounts, servicers and customers (wecom-external §3.8, §3.9). */
export function kfDirectory(caller: Caller): Directory {
  return {
    async listKfAccounts() {
      const accounts: Awaited<ReturnType<KfPlatform['listKfAccounts']>> = [];
      for (;;) {
        const { account_list: page } = await caller.call({
          path: '/cgi-bin/kf/account/list',
          repeat: 'read',
          isOptional: true,
          body: { offset: accounts.length, limit: accountPage },
          reply: z.looseObject({ account_list: listOf(account) }),
        });
        accounts.push(
          ...page.map((row) => ({
            openKfId: row.open_kfid,
            name: row.name,
            avatarUrl: row.avatar,
            managed: row.manage_privilege ?? false,
          })),
        );
        if (page.length < accountPage) return accounts;
      }
    },

    async listKfServicers(openKfId) {
      const reply = await caller.call({
        path: '/cgi-bin/kf/servicer/list',
        repeat: 'read',
        query: { open_kfid: openKfId },
        reply: z.looseObject({ servicer_list: listOf(servicer) }),
      });
      return reply.servicer_list.flatMap(({ userid, status }) =>
        userid === '' ? [] : [{ userId: userid, receiving: status === 0 }],
      );
    },

    async getKfCustomers(externalUserIds) {
      atMostItems('kf customers asked for at once', 100, externalUserIds);
      const reply = await caller.call({
        path: '/cgi-bin/kf/customer/batchget',
        repeat: 'read',
        body: { external_userid_list: externalUserIds, need_enter_session_context: 0 },
        reply: z.looseObject({ customer_list: listOf(customer) }),
      });
      return reply.customer_list.map((row) => ({
        externalUserId: row.external_userid,
        nickname: row.nickname,
        avatarUrl: row.avatar,
        unionId: row.unionid || null,
      }));
    },

    async addKfContactWay(openKfId, scene) {
      const reply = await caller.call({
        path: '/cgi-bin/kf/add_contact_way',
        repeat: 'safe',
        body: { open_kfid: openKfId, scene },
        reply: z.looseObject({ url: z.string().min(1) }),
      });
      return reply.url;
    },

    async proposeKfRep(openKfId, externalUserId, { repUserId, words }) {
      await caller.call({
        path: '/cgi-bin/kf/customer/upgrade_service',
        repeat: 'safe',
        body: {
          open_kfid: openKfId,
          external_userid: externalUserId,
          type: toMember,
          member: { userid: repUserId, wording: words },
        },
        reply: emptyReply,
      });
    },

    async withdrawKfProposal(openKfId, externalUserId) {
      await caller.call({
        path: '/cgi-bin/kf/customer/cancel_upgrade_service',
        repeat: 'safe',
        body: { open_kfid: openKfId, external_userid: externalUserId },
        reply: emptyReply,
      });
    },
  };
}
