import type { EntityManager } from 'typeorm';

/** Who starts work on many rows, as the audit names them. */
export interface BatchActor {
  id: string;
  name: string;
  address: string;
}

export interface BatchAudit {
  record(
    actor: BatchActor,
    deed: { action: string; subject: string; summary: string; before?: unknown; after?: unknown },
    within: EntityManager,
  ): Promise<void>;
}
