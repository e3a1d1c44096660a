import type { EntityManager } from 'typeorm';
import type { EventKind, EventOf } from './parse-event';

/** Writes what an event changes, in the transaction that also marks the event done. Only the manager, no HTTP. */
export type Apply = (manager: EntityManager) => Promise<void>;

/** May read and call WeCom, then says what to write. Must bear being run twice for one event. */
export type Handler<K extends EventKind = EventKind> = (event: EventOf<K>) => Promise<Apply>;

/** One handler for each kind; the type sees that none is forgotten. */
export type Handlers = { [K in EventKind]: Handler<K> };

const nothing: Apply = async () => undefined;

/** For kinds that change nothing here: they are done as soon as they are served. */
export const letPass = async (): Promise<Apply> => nothing;

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What `/metrics` counts of the way in. */
export interface CallbackMetrics {
  refused?(status: number, reason: string): void;
  stored?(kind: string, outcome: 'new' | 'repeat' | 'failed'): void;
  served?(kind: string, outcome: 'done' | 'put-off' | 'parked' | 'lost-lease', ms: number): void;
}
