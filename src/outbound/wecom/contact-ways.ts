import { z } from 'zod';
import type { WecomPlatform } from '../../kernel/ports';
import { cursor, emptyReply, listOf, text } from './call';
import type { Caller } from './caller';
import { atMostCharacters, atMostItems, notEmpty } from './limits';

const badConfigId = 41044;
const single = 1;
const multiple = 2;
const qrCodeScene = 2;

const contactWay = z.looseObject({
  config_id: z.string(),
  qr_code: text,
  state: text,
  remark: text,
  user: listOf(z.string()),
});

type ContactWays = Pick<
  WecomPlatform,
  'addContactWay' | 'getContactWay' | 'updateContactWay' | 'deleteContactWay' | 'pageContactWayIds'
>;

/** 联系我: QR codes by which customers add a rep (wecom-external §2.7). */
export function contactWays(caller: Caller): ContactWays {
  return {
    async addContactWay({ repUserIds, state, remark, skipVerify }) {
      notEmpty('reps of a contact way', repUserIds);
      checkLimits({ repUserIds, state, remark });
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/add_contact_way',
        repeat: 'unsafe',
        body: {
          type: repUserIds.length === 1 ? single : multiple,
          scene: qrCodeScene,
          remark,
          skip_verify: skipVerify ?? true,
          state,
          user: repUserIds,
        },
        reply: z.looseObject({ config_id: z.string().min(1), qr_code: text }),
      });
      return { configId: reply.config_id, qrCodeUrl: orNull(reply.qr_code) };
    },

    async getContactWay(configId) {
      const { contact_way: way } = await caller.call({
        path: '/cgi-bin/externalcontact/get_contact_way',
        repeat: 'read',
        body: { config_id: configId },
        reply: z.looseObject({ contact_way: contactWay }),
      });
      return {
        configId: way.config_id,
        qrCodeUrl: orNull(way.qr_code),
        state: way.state,
        remark: way.remark,
        repUserIds: way.user,
      };
    },

    async updateContactWay(configId, { repUserIds, state, remark }) {
      checkLimits({ repUserIds, state, remark });
      await caller.call({
        path: '/cgi-bin/externalcontact/update_contact_way',
        repeat: 'safe',
        body: { config_id: configId, user: repUserIds, state, remark },
        reply: emptyReply,
      });
    },

    async deleteContactWay(configId) {
      await caller.call({
        path: '/cgi-bin/externalcontact/del_contact_way',
        repeat: 'safe',
        doneAfterUnknown: [badConfigId],
        body: { config_id: configId },
        reply: emptyReply,
      });
    },

    async pageContactWayIds({ from, to }, after) {
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/list_contact_way',
        repeat: 'read',
        body: { start_time: Math.floor(from / 1000), end_time: Math.ceil(to / 1000), cursor: after, limit: 1000 },
        reply: z.looseObject({
          contact_way: listOf(z.looseObject({ config_id: z.string() })),
          next_cursor: cursor,
        }),
      });
      return { items: reply.contact_way.map((way) => way.config_id), nextCursor: reply.next_cursor };
    },
  };
}

function checkLimits(way: { repUserIds?: string[]; state?: string; remark?: string }): void {
  atMostItems('reps of a contact way', 100, way.repUserIds);
  atMostCharacters('state of a contact way', 30, way.state);
  atMostCharacters('remark of a contact way', 30, way.remark);
}

function orNull(url: string): string | null {
  return url === '' ? null : url;
}
