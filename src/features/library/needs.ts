import type { EntityManager } from 'typeorm';
import type { LibraryEntry } from '../../model/library-entry';

/** Who writes, as the audit names them. */
export interface LibraryActor {
  id: string;
  name: string;
  address: string;
}

/** Where changes are written down: AuditTrail. */
export interface LibraryAudit {
  record(
    actor: LibraryActor,
    deed: { action: string; subject: string; summary: string; before?: unknown; after?: unknown },
    within: EntityManager,
  ): Promise<void>;
}

/** What is wrong with a text: the checks of templates. */
export type TextCheck = (entry: Pick<LibraryEntry, 'text' | 'intents' | 'play'>) => { message: string }[];
