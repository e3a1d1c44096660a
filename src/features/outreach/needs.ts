import type { EntityManager } from 'typeorm';
import type { Attachment, CivilDay, Instant, JobRequest } from '../../kernel/ports';
import type { AttachmentRef } from '../../model/template-asset';
import type { Touch } from '../../model/touch';

/** The rules of care refuse: `why` is in words an admin reads; `final`: it will never be allowed. */
export interface NotAllowed {
  ok: false;
  reason: string;
  why: string;
  final: boolean;
}
export type SendVerdict = { ok: true } | NotAllowed;
/** With the hours that the touch has on the new day. */
export type MoveVerdict = { ok: true; notBefore: Instant; notAfter: Instant } | NotAllowed;

/** The rules of care, as outreach asks them: eligibility is checked again when something is really sent or moved. */
export interface CareCheck {
  /** Quiet hours and `notBefore` are outreach's own to keep. */
  mayBeSent(touch: Touch, at: Instant): Promise<SendVerdict>;
  mayMoveTo(touch: Touch, day: CivilDay): Promise<MoveVerdict>;
}

/** What WeCom's answers to a mass-send say of reps and friendships: contacts keeps it, in the caller's transaction. */
export interface RelationNews {
  repGone(manager: EntityManager, repUserId: string, at: Instant): Promise<void>;
  notFriends(manager: EntityManager, repUserId: string, externalUserIds: readonly string[], at: Instant): Promise<void>;
}

/** What goes out with a text. */
export interface AttachmentSource {
  /** Of the version that a touch was written with (`name@version`). */
  of(template: string): Promise<AttachmentRef[]>;
  /** As WeCom takes them, with media ids that will live while a task waits. */
  prepare(refs: readonly AttachmentRef[]): Promise<Attachment[]>;
}

export interface OutreachLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type Ring = (job: JobRequest) => void;

/** Bells that outreach rings; each is also answered by a tick, so that a lost one only delays. */
export const outreachBells = {
  /** RepMessages.deliver */
  messages: 'app-messages',
  /** MassSender.createDue, withdraw */
  massSends: 'mass-sends',
  /** A rep could not be reached: contacts pulls everything again. */
  resync: 'resync-contact',
} as const;
