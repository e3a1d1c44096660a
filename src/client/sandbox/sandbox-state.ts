import { z } from 'zod';

/** What GET /sandbox/api/state tells. Instants are ISO 8601. */

const attachment = z.looseObject({ msgtype: z.string() });

const chatMessage = z.object({
  seq: z.number(),
  at: z.string(),
  from: z.enum(['customer', 'rep']),
  text: z.string(),
  attachments: z.array(attachment).default([]),
  via: z.enum(['welcome', 'mass-send', 'by-hand']).optional().catch(undefined),
  /** False: the customer has deleted the rep and never saw it. */
  delivered: z.boolean(),
});

const friendship = z.object({
  repUserId: z.string(),
  repName: z.string(),
  remark: z.string(),
  addedAt: z.string(),
  deletedByCustomer: z.boolean(),
  /** Added without verification, not yet confirmed by the rep. */
  half: z.boolean(),
  messages: z.array(chatMessage),
});

const kfTalk = z.object({
  openKfId: z.string(),
  name: z.string(),
  state: z.enum(['new', 'bot', 'pool', 'human', 'ended']),
  servicerUserId: z.string().nullable(),
  servicers: z.array(z.string()),
  messages: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      from: z.enum(['customer', 'app', 'servicer']),
      msgtype: z.string(),
      text: z.string(),
      choices: z.array(z.object({ id: z.string(), content: z.string() })),
      servicerName: z.string().nullable(),
      recalled: z.boolean(),
    }),
  ),
});

const customer = z.object({
  externalUserId: z.string(),
  name: z.string(),
  reps: z.array(friendship),
  /** Their talk with each 微信客服 account. */
  kf: z.array(kfTalk).default([]),
});

const repWords = z.object({ seq: z.number(), at: z.string(), from: z.literal('rep'), text: z.string() });

const appMessage = z.object({
  seq: z.number(),
  at: z.string(),
  from: z.literal('app'),
  msgtype: z.string(),
  /** The object named after the msgtype; for a card, as it looks now. */
  body: z.record(z.string(), z.unknown()),
  recalled: z.boolean(),
  taskId: z.string().optional(),
  greyedText: z.string().optional(),
  chosenKey: z.string().optional(),
});

const massSend = z.object({
  messageId: z.string(),
  createdAt: z.string(),
  text: z.string(),
  attachments: z.array(attachment),
  status: z.enum(['waiting', 'sent', 'cancelled', 'ignored']),
  reminders: z.number(),
  recipients: z.array(
    z.object({
      externalUserId: z.string(),
      name: z.string(),
      /** 0 waiting, 1 sent, 2 not a friend any more, 3 over the receive limit. */
      status: z.number(),
    }),
  ),
});

const rep = z.object({
  repUserId: z.string(),
  name: z.string(),
  position: z.string(),
  left: z.boolean(),
  /** Whether the app's visible range holds the rep. */
  visible: z.boolean(),
  appChat: z.array(z.discriminatedUnion('from', [repWords, appMessage])),
  massSends: z.array(massSend),
});

const faults = z.object({
  down: z.union([z.literal(false), z.enum(['refuse', 'hang'])]),
  api: z.record(z.string(), z.looseObject({ delayMs: z.number().optional(), dropAnswer: z.string().optional() })),
  callbacks: z.object({ duplicate: z.number(), drop: z.number(), hold: z.boolean(), reorder: z.boolean() }),
});

export const sandboxState = z.object({
  version: z.number(),
  now: z.string(),
  /** Today's lunar day in words, when the server tells it. */
  lunar: z.string().optional(),
  /** Civil day of the next 中秋. */
  midAutumn: z.string().optional(),
  corp: z.object({ name: z.string(), app: z.string() }),
  reps: z.array(rep),
  customers: z.array(customer),
  events: z.array(
    z.object({ at: z.string(), event: z.string(), outcome: z.string(), attempts: z.number(), status: z.number() }),
  ),
  faults,
  canMoveClock: z.boolean(),
});

export const product = z.object({ sku: z.string(), name: z.string(), priceCents: z.number().nullish() });

export const touch = z.object({
  id: z.string(),
  play: z.string(),
  /** Unset: the page has a name of its own for the play. */
  playTitle: z.string().optional(),
  occasion: z.string(),
  /** Civil day. */
  dueOn: z.string(),
  state: z.string(),
  why: z.string(),
  text: z.string().nullish(),
  repUserId: z.string().nullish(),
});

export type SandboxState = z.infer<typeof sandboxState>;
export type Rep = z.infer<typeof rep>;
export type Customer = z.infer<typeof customer>;
export type KfTalk = z.infer<typeof kfTalk>;
export type Friendship = z.infer<typeof friendship>;
export type ChatMessage = z.infer<typeof chatMessage>;
export type Attachment = z.infer<typeof attachment>;
export type AppMessage = z.infer<typeof appMessage>;
export type MassSend = z.infer<typeof massSend>;
export type Faults = z.infer<typeof faults>;
export type Touch = z.infer<typeof touch>;
