import { z } from 'zod';
import { WecomError } from '../../kernel/errors';
import type { RemoteCustomer, RemoteRelation, WecomPlatform } from '../../kernel/ports';
import { cursor, emptyReply, listOf, text, unixSeconds } from './call';
import type { Caller } from './caller';
import { atMostCharacters, atMostItems } from './limits';

const noRelation = 84061;
/** Tags of a rep's own have no id; corp tags (1) and strategy tags (3) do. */
const personalTag = 2;
const pageSize = 100;

const contact = z.looseObject({
  external_userid: z.string(),
  name: text,
  avatar: text,
  type: z.number().nullish(),
  gender: z.number().nullish(),
  unionid: text,
});

const relation = z.looseObject({
  userid: z.string(),
  remark: text,
  description: text,
  createtime: unixSeconds,
  remark_mobiles: listOf(z.string()),
  add_way: z.number().nullish(),
  state: text,
  oper_userid: text,
});

const follower = relation.extend({
  tags: listOf(z.looseObject({ tag_id: z.string().optional(), type: z.number().nullish() })),
});

const customerReply = z.looseObject({
  external_contact: contact,
  follow_user: listOf(follower),
  next_cursor: cursor,
});

const batchReply = z.looseObject({
  external_contact_list: listOf(
    z.looseObject({ external_contact: contact, follow_info: relation.extend({ tag_id: listOf(z.string()) }) }),
  ),
  next_cursor: cursor,
});

type Customers = Pick<
  WecomPlatform,
  'listFollowReps' | 'listCustomerIds' | 'getCustomer' | 'pageCustomers' | 'remarkCustomer'
>;

/** Reads customers and their relations, and writes remarks (wecom-external §2.1). */
export function customers(caller: Caller): Customers {
  function getCustomerPage(externalUserId: string, from: string) {
    return caller.call({
      path: '/cgi-bin/externalcontact/get',
      repeat: 'read',
      query: { external_userid: externalUserId, ...(from === '' ? {} : { cursor: from }) },
      reply: customerReply,
    });
  }

  return {
    async listFollowReps() {
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/get_follow_user_list',
        repeat: 'read',
        reply: z.looseObject({ follow_user: listOf(z.string()) }),
      });
      return reply.follow_user;
    },

    async listCustomerIds(repUserId) {
      try {
        const reply = await caller.call({
          path: '/cgi-bin/externalcontact/list',
          repeat: 'read',
          query: { userid: repUserId },
          reply: z.looseObject({ external_userid: listOf(z.string()) }),
        });
        return reply.external_userid;
      } catch (error) {
        if (error instanceof WecomError && error.errcode === noRelation) return [];
        throw error;
      }
    },

    /** More than 500 followers come in pages. */
    async getCustomer(externalUserId) {
      let page = await getCustomerPage(externalUserId, '');
      const customer = customerOf(page.external_contact, page.follow_user.map(relationOfFollower));
      while (page.next_cursor !== '') {
        page = await getCustomerPage(externalUserId, page.next_cursor);
        customer.relations.push(...page.follow_user.map(relationOfFollower));
      }
      return customer;
    },

    async pageCustomers(repUserIds, from) {
      atMostItems('reps of a page of customers', 100, repUserIds);
      if (repUserIds.length === 0) return { items: [], nextCursor: '' };
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/batch/get_by_user',
        repeat: 'read',
        body: { userid_list: repUserIds, cursor: from, limit: pageSize },
        reply: batchReply,
      });
      return {
        items: reply.external_contact_list.map((row) =>
          customerOf(row.external_contact, [relationOf(row.follow_info, row.follow_info.tag_id)]),
        ),
        nextCursor: reply.next_cursor,
      };
    },

    async remarkCustomer(repUserId, externalUserId, { remark, description, mobiles }) {
      atMostCharacters('remark of a customer', 20, remark);
      atMostCharacters('description of a customer', 150, description);
      if (remark === undefined && description === undefined && mobiles === undefined) return;
      await caller.call({
        path: '/cgi-bin/externalcontact/remark',
        repeat: 'safe',
        inSeriesBy: pairKey(repUserId, externalUserId),
        body: {
          userid: repUserId,
          external_userid: externalUserId,
          remark,
          description,
          // An empty list changes nothing; one empty text clears.
          remark_mobiles: mobiles?.length === 0 ? [''] : mobiles,
        },
        reply: emptyReply,
      });
    },
  };
}

/** Writes on one relation go one after another. */
export function pairKey(repUserId: string, externalUserId: string): string {
  return `${repUserId.toLowerCase()} ${externalUserId}`;
}

function customerOf(row: z.infer<typeof contact>, relations: RemoteRelation[]): RemoteCustomer {
  return {
    externalUserId: row.external_userid,
    name: row.name,
    avatarUrl: row.avatar,
    type: row.type === 2 ? 2 : 1,
    gender: row.gender === 1 || row.gender === 2 ? row.gender : 0,
    unionId: row.unionid === '' ? null : row.unionid,
    relations,
  };
}

function relationOfFollower(row: z.infer<typeof follower>): RemoteRelation {
  const tagIds = row.tags.flatMap((tag) => (tag.type === personalTag || !tag.tag_id ? [] : [tag.tag_id]));
  return relationOf(row, tagIds);
}

function relationOf(row: z.infer<typeof relation>, tagIds: string[]): RemoteRelation {
  return {
    repUserId: row.userid,
    remark: row.remark,
    description: row.description,
    followedAt: row.createtime ?? 0,
    tagIds,
    mobiles: row.remark_mobiles.filter((mobile) => mobile !== ''),
    addWay: row.add_way ?? 0,
    state: row.state,
    operatorId: row.oper_userid,
  };
}
