import { z } from 'zod';
import { appEventReaders } from './events/app-events';
import { customerEventReaders } from './events/customer-events';
import { memberEventReaders } from './events/member-events';
import { messageReaders } from './events/messages';
import { kindOf } from './identity';
import { readXml, type XmlFields } from './xml';

/** One reader for each name that WeCom uses; several names may say one kind of ours. */
const readers = { ...messageReaders, ...appEventReaders, ...memberEventReaders, ...customerEventReaders };

type KnownEvent = ReturnType<(typeof readers)[keyof typeof readers]>;

/** An event that WeCom may have added since: kept, acknowledged, and named in the metrics. */
interface UnknownEvent {
  kind: 'unknown';
  /** WeCom's own name. */
  name: string;
}

/** Everything WeCom tells an app, in Jiuban's words, told apart by `kind`. */
export type WecomEvent = KnownEvent | UnknownEvent;
export type EventKind = WecomEvent['kind'];
export type EventOf<K extends EventKind> = Extract<WecomEvent, { kind: K }>;

/** The event is of a known kind but not of its form; waiting does not mend it. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** @throws UnreadableEvent naming the fields that are missing or wrong, never their values */
export function parseEvent(xml: string): WecomEvent {
  const fields = readXml(xml);
  const name = fields ? kindOf(fields) : null;
  if (!fields || name === null) throw new UnreadableEvent('not an event in XML');
  const read = readerOf(name);
  if (!read) return { kind: 'unknown', name };
  try {
    return read(fields);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const places = cause.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new UnreadableEvent(`${name}: cannot read ${places}`, { cause });
  }
}

function readerOf(name: string): ((fields: XmlFields) => WecomEvent) | undefined {
  return Object.hasOwn(readers, name) ? readers[name as keyof typeof readers] : undefined;
}

/**
 * Whose affair an event is: events of one key are served one after the other, in order of arrival.
 * Null: nobody's in particular.
 */
export function subjectOf(event: WecomEvent): string | null {
  if ('externalUserId' in event) return `customer ${event.externalUserId}`;
  if ('repUserId' in event) return `rep ${event.repUserId}`;
  if ('chatId' in event) return `group ${event.chatId}`;
  if ('openKfId' in event) return `kf ${event.openKfId}`;
  return null;
}
