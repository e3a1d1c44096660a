import { z } from 'zod';
import { civilDay, instant } from '../fields';
import { stages } from './customers';
import { endpoint } from './endpoint';

const counts = z.array(z.object({ key: z.string(), title: z.string(), count: z.int() }));

export const attentionKeys = [
  'problems',
  'failed',
  'unknown',
  'held',
  'tasks',
  'dates',
  'approvals',
  'parked',
] as const;

/** What followed the touches of one group of customers. */
const followed = z.object({
  customers: z.int(),
  /** Of these, who wrote at the kf within `followDays`. */
  replied: z.int(),
  /** Of these, who ordered within `followDays`. */
  bought: z.int(),
  /** What they paid, whole yuan, net of refunds. */
  yuan: z.int(),
});

const effect = z.object({
  /** Days of the touches that are looked at. */
  from: civilDay,
  to: civilDay,
  followDays: z.int(),
  holdoutPercent: z.int(),
  cared: followed,
  /** The holdout: who would have been cared for, and was not. */
  alone: followed,
  verdict: z.enum(['off', 'waiting', 'too_few', 'unclear', 'better', 'worse']),
  /** In percentage points, with the 95 % interval; null: nothing to compare, or too little. */
  points: z.object({ difference: z.number(), low: z.number(), high: z.number() }).nullable(),
  words: z.string(),
  detail: z.string(),
});

export const overviewEndpoints = {
  readOverview: endpoint({
    method: 'GET',
    path: '/overview',
    summary: 'Today’s work and what needs a person',
    permission: 'overview.read',
    answer: z.object({
      day: civilDay,
      /** Today’s touches by state. */
      states: counts,
      /** Touches in the hands of reps, by rep; those with the most. */
      waitingReps: counts,
      attention: z.array(
        z.object({
          key: z.enum(attentionKeys),
          title: z.string(),
          count: z.int(),
          mend: z.string(),
          /** Of touches: the day on which the first of them is due. */
          firstOn: civilDay.nullable(),
        }),
      ),
      countedAt: instant,
    }),
  }),
  readFigures: endpoint({
    method: 'GET',
    path: '/overview/figures',
    summary: 'Customers by stage, and what followed their touches, as counted last',
    permission: 'overview.read',
    answer: z.object({
      /** Null: nothing has been counted yet. */
      figures: z
        .object({
          stages: z.array(z.object({ stage: z.enum(stages), customers: z.int(), before: z.int().nullable() })),
          /** The day that `before` is of. */
          beforeOn: civilDay.nullable(),
          effect,
          /** Touches that were sent, and those followed by a message at the kf or an order; no proof that one led to the other. */
          plays: z.array(
            z.object({ play: z.string(), title: z.string(), sent: z.int(), replied: z.int(), bought: z.int() }),
          ),
          countedAt: instant,
        })
        .nullable(),
    }),
  }),
  readHealth: endpoint({
    method: 'GET',
    path: '/overview/health',
    summary: 'Whether WeCom reaches us and we it, and what is to be mended',
    permission: 'overview.read',
    answer: z.object({
      /** Null: only who sees the whole shop sees this. */
      health: z
        .object({
          callbacks: z.object({
            lastReceivedAt: instant.nullable(),
            waiting: z.int(),
            oldestWaitingAt: instant.nullable(),
            parked: z.int(),
          }),
          /** Calls of this process in the last minute and hour; the APIs nearest to their limit. */
          usage: z.array(
            z.object({
              path: z.string(),
              minute: z.int(),
              hour: z.int(),
              perMinute: z.int(),
              perHour: z.int(),
            }),
          ),
          errors: z.array(z.object({ at: instant, what: z.string(), fault: z.string(), mend: z.string() })),
          readAt: instant,
        })
        .nullable(),
    }),
  }),
} as const;
