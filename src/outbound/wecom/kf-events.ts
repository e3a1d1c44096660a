import { z } from 'zod';
import type { KfFailure, KfItem } from '../../kernel/kf';
import { text } from './call';

type EventItem = Exclude<KfItem, { type: 'message' | 'unknown' }>;
/** What a kind of event says beside whose and when. */
type FactsOf<Item> = Item extends unknown ? Omit<Item, 'messageId' | 'sentAt' | 'openKfId'> : never;
type EventFacts = FactsOf<EventItem>;
type Reader = (event: unknown) => EventFacts | null;

const orNull = z
  .string()
  .nullish()
  .transform((value) => (value ? value : null));
const customer = { external_userid: z.string().min(1) };

/** Null: not of the documented form. */
function reader<Shape extends z.ZodRawShape>(
  shape: Shape,
  say: (event: z.output<z.ZodObject<Shape>>) => EventFacts,
): Reader {
  const schema = z.object(shape);
  return (event) => {
    const parsed = schema.safeParse(event);
    return parsed.success ? say(parsed.data) : null;
  };
}

const failures: Record<number, KfFailure> = {
  1: 'account-deleted',
  2: 'app-closed',
  4: 'session-expired',
  5: 'session-closed',
  6: 'over-five',
  8: 'corp-unverified',
  10: 'customer-refuses',
  11: 'nobody-logged-in',
  12: 'kind-forbidden',
  13: 'security',
};
const changes = ['other', 'taken', 'transferred', 'ended', 'reopened'] as const;
/** In the event; the list of servicers says 0. */
const receiving = 1;

/** By WeCom's name of the event (wecom-external §3.4). */
export const kfEventReaders: Record<string, Reader> = {
  enter_session: reader({ ...customer, scene: text, scene_param: text, welcome_code: orNull }, (event) => ({
    type: 'entered',
    externalUserId: event.external_userid,
    scene: event.scene,
    sceneParam: event.scene_param,
    welcomeCode: event.welcome_code,
  })),
  msg_send_fail: reader({ ...customer, fail_msgid: z.string().min(1), fail_type: z.number().nullish() }, (event) => ({
    type: 'send-failed',
    externalUserId: event.external_userid,
    failedMessageId: event.fail_msgid,
    why: failures[event.fail_type ?? 0] ?? 'unknown',
  })),
  servicer_status_change: reader({ servicer_userid: z.string().min(1), status: z.number() }, (event) => ({
    type: 'servicer-status',
    servicerUserId: event.servicer_userid,
    receiving: event.status === receiving,
  })),
  session_status_change: reader(
    {
      ...customer,
      change_type: z.number(),
      old_servicer_userid: orNull,
      new_servicer_userid: orNull,
      msg_code: orNull,
    },
    (event) => ({
      type: 'session-changed',
      externalUserId: event.external_userid,
      change: changes[event.change_type] ?? 'other',
      formerServicerUserId: event.old_servicer_userid,
      servicerUserId: event.new_servicer_userid,
      messageCode: event.msg_code,
    }),
  ),
  user_recall_msg: reader({ ...customer, recall_msgid: z.string().min(1) }, (event) => ({
    type: 'recalled',
    by: 'customer',
    externalUserId: event.external_userid,
    recalledMessageId: event.recall_msgid,
  })),
  servicer_recall_msg: reader({ ...customer, recall_msgid: z.string().min(1) }, (event) => ({
    type: 'recalled',
    by: 'servicer',
    externalUserId: event.external_userid,
    recalledMessageId: event.recall_msgid,
  })),
  reject_customer_msg_switch_change: reader(
    { servicer_userid: z.string().min(1), reject_switch: z.number() },
    (event) => ({
      type: 'refusal-switched',
      servicerUserId: event.servicer_userid,
      refuses: event.reject_switch === 1,
    }),
  ),
};
