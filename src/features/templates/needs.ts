import type { EntityManager } from 'typeorm';

/** Who writes or approves, as the audit names them. */
export interface DeskActor {
  id: string;
  name: string;
  address: string;
}

export interface DeskAudit {
  record(
    actor: DeskActor,
    deed: { action: string; subject: string; summary: string; before?: unknown; after?: unknown },
    within: EntityManager,
  ): Promise<void>;
}

/** Members who may approve what is sent. */
export type Approvers = () => Promise<{ id: string; name: string }[]>;
