import type { EntityManager } from 'typeorm';

/** Who answers a customer's request, as the audit names them. */
export interface PrivacyActor {
  id: string;
  name: string;
  address: string;
}

export interface PrivacyAudit {
  record(
    actor: PrivacyActor,
    deed: { action: string; subject: string; summary: string; after?: unknown },
    within?: EntityManager,
  ): Promise<void>;
}

/** Whose customers the asker may see, by the rep who looks after them. */
export type Sees = (repUserId: string | null) => boolean;
