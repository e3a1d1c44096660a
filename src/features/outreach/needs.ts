import type { CivilDay, Instant, JobRequest } from '../../kernel/ports';
import type { Touch } from '../../model/touch';

/** What the rules of care say about one touch now; `why` is in words an admin reads. */
export type Verdict = { kind: 'ok' } | { kind: 'held' | 'refused'; reason: string; why: string };

/** The rules of care, as outreach asks them: eligibility is checked again when something is really sent or moved. */
export interface CareCheck {
  mayBeSent(touch: Touch, at: Instant): Promise<Verdict>;
  mayMoveTo(touch: Touch, day: CivilDay): Promise<Verdict>;
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
  /** A rep or relation that WeCom does not know any more: contacts pulls it again. Payload `repUserId`, `externalUserId`. */
  resync: 'resync-contact',
} as const;
