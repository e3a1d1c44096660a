import { z } from 'zod';

/** The JSON between the rep's task list and the server, under `/tasks/api`. */

export const taskStates = ['planned', 'offered', 'unknown', 'sent', 'skipped', 'failed'] as const;
/** Of the mass-send that carries the touch. */
export const taskProgress = ['none', 'queued', 'checking', 'waiting'] as const;

export const taskSchema = z.object({
  id: z.string(),
  customerName: z.string(),
  playName: z.string(),
  why: z.string(),
  text: z.string(),
  state: z.enum(taskStates),
  path: z.enum(['suggestion', 'mass-send']),
  progress: z.enum(taskProgress),
  /** ISO 8601. */
  notAfter: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
});
export type Task = z.infer<typeof taskSchema>;

export const taskListSchema = z.object({
  /** Civil day of the list. */
  day: z.iso.date(),
  tasks: z.array(taskSchema),
  counts: z.object({
    open: z.number().int(),
    sent: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
  }),
});
export type TaskList = z.infer<typeof taskListSchema>;

/** What a tap came to; the task is null when it left today's list. */
export const taskActSchema = z.object({ done: z.boolean(), message: z.string(), task: taskSchema.nullable() });
export type TaskAct = z.infer<typeof taskActSchema>;

export const editedText = z.string().max(4000).optional();
export const taskRequests = {
  session: z.strictObject({ token: z.string().min(1).max(2000) }),
  /** Text as edited; absent: as proposed. */
  send: z.strictObject({ text: editedText }),
  /** What went into the chat, where it was edited. */
  sent: z.strictObject({ text: editedText }),
  postpone: z.strictObject({ day: z.iso.date() }),
  skip: z.strictObject({ reason: z.string().trim().min(1).max(60) }),
} as const;
export type TaskActName = Exclude<keyof typeof taskRequests, 'session'>;
