import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { KfItem } from '../../kernel/kf';
import { unixSeconds } from './call';
import { kfBodyOf } from './kf-bodies';
import { kfEventReaders } from './kf-events';

const fromCustomer = 3;
const fromServicer = 5;

const messageRow = z.looseObject({
  msgid: z.string().min(1),
  open_kfid: z.string().min(1),
  external_userid: z.string().min(1),
  send_time: unixSeconds,
  origin: z.literal([fromCustomer, fromServicer]),
  servicer_userid: z.string().optional(),
  msgtype: z.string().min(1),
});

const eventRow = z.looseObject({
  msgid: z.string().min(1),
  send_time: unixSeconds,
  msgtype: z.literal('event'),
  event: z.looseObject({ event_type: z.string().min(1), open_kfid: z.string().min(1) }),
});

/** One row of sync_msg; what is not of the documented form becomes `unknown`, so that it holds up nothing. */
export function kfItemOf(row: unknown, openKfId: string): KfItem {
  const message = messageRow.safeParse(row);
  if (message.success) return messageOf(message.data);
  const event = eventRow.safeParse(row);
  return (event.success ? eventOf(event.data) : null) ?? unknownItem(row, openKfId);
}

function messageOf(row: z.infer<typeof messageRow>): KfItem {
  return {
    type: 'message',
    messageId: row.msgid,
    sentAt: row.send_time ?? 0,
    openKfId: row.open_kfid,
    externalUserId: row.external_userid,
    from: row.origin === fromCustomer ? 'customer' : 'servicer',
    servicerUserId: row.servicer_userid ?? null,
    body: kfBodyOf(row.msgtype, row[row.msgtype]),
  };
}

function eventOf(row: z.infer<typeof eventRow>): KfItem | null {
  const { event } = row;
  const read = Object.hasOwn(kfEventReaders, event.event_type) ? kfEventReaders[event.event_type] : undefined;
  const facts = read?.(event) ?? null;
  return facts && { messageId: row.msgid, sentAt: row.send_time ?? 0, openKfId: event.open_kfid, ...facts };
}

const anyRow = z.looseObject({
  msgid: z.string().min(1).optional().catch(undefined),
  open_kfid: z.string().optional().catch(undefined),
  external_userid: z.string().optional().catch(undefined),
  send_time: unixSeconds.catch(null),
  msgtype: z.string().catch('?'),
  event: z
    .looseObject({ event_type: z.string().catch('?'), external_userid: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** A row without an id is known by its content, so that it is kept once. */
function unknownItem(row: unknown, openKfId: string): KfItem {
  const parsed = anyRow.safeParse(row);
  const seen = parsed.success ? parsed.data : null;
  const hash = createHash('sha256')
    .update(JSON.stringify(row) ?? '')
    .digest('hex')
    .slice(0, 40);
  const name = seen === null ? '?' : seen.event ? `event.${seen.event.event_type}` : seen.msgtype;
  return {
    type: 'unknown',
    messageId: seen?.msgid ?? `unread-${hash}`,
    sentAt: seen?.send_time ?? 0,
    openKfId: seen?.open_kfid ?? openKfId,
    externalUserId: seen?.external_userid ?? seen?.event?.external_userid ?? null,
    name: name.slice(0, 60),
  };
}
