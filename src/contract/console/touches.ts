import { z } from 'zod';
import { civilDay, instant } from '../fields';
import { touchStates } from '../touch';
import { endpoint } from './endpoint';

const state = z.enum(touchStates);
const plays = z.string().max(24);
const repUserId = z.string().max(64);

/** A rep or customer as a list names them. */
const named = z.object({ id: z.string(), name: z.string() });

export const consoleTouchSchema = z.object({
  id: z.string(),
  customer: named,
  rep: named.nullable(),
  play: z.string(),
  playTitle: z.string(),
  /** What it is about, in words. */
  occasion: z.string(),
  commercial: z.boolean(),
  path: z.enum(['welcome', 'suggestion', 'mass-send']),
  dueOn: civilDay,
  notBefore: instant,
  notAfter: instant,
  state,
  stateTitle: z.string(),
  reason: z.string(),
  why: z.string(),
  template: z.string(),
  text: z.string(),
  offeredAt: instant.nullable(),
  sentAt: instant.nullable(),
  updatedAt: instant,
  /** It is in a rep's mass-send task. */
  inTask: z.boolean(),
});
export type ConsoleTouch = z.infer<typeof consoleTouchSchema>;

const counts = z.array(z.object({ key: z.string(), title: z.string(), count: z.int() }));

export const mostAtOnce = 500;
/** More than so many at once want a fresh proof of who is there. */
export const proofBeyond = 50;

const decision = {
  body: z.strictObject({
    touches: z
      .array(z.strictObject({ id: z.string().min(1).max(36), state }))
      .min(1, '请先选择触达')
      .max(mostAtOnce, `一次最多处理 ${mostAtOnce} 条`),
    reason: z.string().trim().min(2, '请写明原因，至少 2 个字').max(100, '原因最多 100 个字'),
  }),
  answer: z.object({
    done: z.int(),
    answers: z.array(
      z.object({
        id: z.string(),
        outcome: z.enum(['done', 'stale', 'refused', 'missing']),
        state: state.nullable(),
        message: z.string(),
      }),
    ),
  }),
};
export type Decision = z.infer<typeof decision.answer>;

export const massSendSchema = z.object({
  id: z.string(),
  rep: named,
  text: z.string(),
  state: z.enum(['intended', 'unknown', 'created', 'rejected', 'finished', 'cancelled']),
  madeAt: instant,
  notAfter: instant,
  customers: z.int(),
  sent: z.int(),
  waiting: z.int(),
  /** Taken out by the rep, by a person at the console or by the rules. */
  takenOut: z.int(),
  failed: z.array(z.object({ reason: z.string(), title: z.string(), count: z.int() })),
  /** In the last 24 hours. */
  reminders: z.int(),
  lastRemindedAt: instant.nullable(),
  fault: z.string().nullable(),
});
export type MassSendProgress = z.infer<typeof massSendSchema>;

const taskAnswer = z.object({ done: z.boolean(), message: z.string() });

const rehearsedSchema = z.object({
  customer: named,
  repUserId: z.string().nullable(),
  play: z.string(),
  playTitle: z.string(),
  occasion: z.string(),
  state,
  stateTitle: z.string(),
  why: z.string(),
  text: z.string(),
});

export const touchEndpoints = {
  listTouchDays: endpoint({
    method: 'GET',
    path: '/touches/days',
    summary: 'How many touches each day has, by state',
    permission: 'touches.read',
    query: z.strictObject({ from: civilDay, days: z.coerce.number().int().min(1).max(62).default(31) }),
    answer: z.object({
      days: z.array(z.object({ day: civilDay, open: z.int(), held: z.int(), sent: z.int(), ended: z.int() })),
      countedAt: instant,
    }),
  }),
  countTouches: endpoint({
    method: 'GET',
    path: '/touches/counts',
    summary: 'A day’s touches by state and by play',
    permission: 'touches.read',
    query: z.strictObject({
      day: civilDay,
      play: plays.optional(),
      state: state.optional(),
      repUserId: repUserId.optional(),
    }),
    answer: z.object({
      total: z.int(),
      /** Every state, of the chosen play and rep. */
      states: counts,
      /** Of the chosen state and rep. */
      plays: counts,
      countedAt: instant,
    }),
  }),
  rehearseDay: endpoint({
    method: 'GET',
    path: '/touches/rehearsal',
    summary: 'What would be planned for a day; nothing is written',
    permission: 'touches.read',
    query: z.strictObject({
      day: civilDay,
      externalUserId: z.string().max(64).optional(),
      repUserId: repUserId.optional(),
    }),
    answer: z.object({
      customers: z.int(),
      /** Not all of the shop was looked at. */
      isSample: z.boolean(),
      counts,
      lines: z.array(rehearsedSchema),
      /** Of how many lines `lines` are the first. */
      total: z.int(),
      note: z.string(),
      madeAt: instant,
    }),
  }),
  explainDay: endpoint({
    method: 'GET',
    path: '/touches/explanation',
    summary: 'Why a customer gets, or does not get, each play on a day',
    permission: 'touches.read',
    query: z.strictObject({ day: civilDay, externalUserId: z.string().min(1, '请选择客户').max(64) }),
    answer: z.object({
      customer: named,
      day: civilDay,
      plays: z.array(
        z.object({
          play: z.string(),
          title: z.string(),
          decision: z.enum(['none', 'plan', 'hold', 'refuse', 'known']),
          why: z.string(),
        }),
      ),
    }),
  }),
  findTouchPeople: endpoint({
    method: 'GET',
    path: '/touches/people',
    summary: 'Reps and customers whose name begins so, to filter by',
    permission: 'touches.read',
    query: z.strictObject({ kind: z.enum(['rep', 'customer']), name: z.string().trim().max(64).default('') }),
    answer: z.object({ people: z.array(named) }),
  }),
  pageTouches: endpoint({
    method: 'GET',
    path: '/touches',
    summary: 'A day’s touches; what needs a look first',
    permission: 'touches.read',
    query: z.strictObject({
      day: civilDay,
      play: plays.optional(),
      state: state.optional(),
      repUserId: repUserId.optional(),
      /** Beginning of the customer’s name. */
      name: z.string().trim().max(64).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({
      touches: z.array(consoleTouchSchema),
      nextCursor: z.string().nullable(),
      /** More customers have such a name than were looked at. */
      tooManyNames: z.boolean(),
    }),
  }),
  readTouch: endpoint({
    method: 'GET',
    path: '/touches/:id',
    summary: 'One touch',
    permission: 'touches.read',
    answer: consoleTouchSchema,
  }),
  holdTouches: endpoint({
    method: 'POST',
    path: '/touches/hold',
    summary: 'Holds touches until somebody lets them go',
    permission: 'touches.act',
    ...decision,
  }),
  cancelTouches: endpoint({
    method: 'POST',
    path: '/touches/cancel',
    summary: 'Ends touches; their occasions do not come again',
    permission: 'touches.act',
    ...decision,
  }),
  releaseTouches: endpoint({
    method: 'POST',
    path: '/touches/release',
    summary: 'Lets held touches go: planned again where the rules of care allow it',
    permission: 'send.approve',
    ...decision,
  }),
  pageMassSends: endpoint({
    method: 'GET',
    path: '/mass-sends',
    summary: 'Reps’ mass-send tasks and how far they are, newest first',
    permission: 'touches.read',
    query: z.strictObject({
      repUserId: repUserId.optional(),
      open: z.enum(['true', 'false']).default('false'),
      cursor: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    answer: z.object({
      massSends: z.array(massSendSchema),
      nextCursor: z.string().nullable(),
      countedAt: instant,
    }),
  }),
  remindMassSend: endpoint({
    method: 'POST',
    path: '/mass-sends/:id/reminder',
    summary: 'Reminds the rep of an unsent task, within WeCom’s 3 in 24 hours',
    permission: 'touches.act',
    answer: taskAnswer,
  }),
  cancelMassSend: endpoint({
    method: 'POST',
    path: '/mass-sends/:id/cancellation',
    summary: 'Ends the unsent rest of a task',
    permission: 'touches.act',
    body: z.strictObject({ reason: decision.body.shape.reason }),
    answer: taskAnswer,
  }),
} as const;
