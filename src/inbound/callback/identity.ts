import { createHash } from 'node:crypto';
import { readXml, type XmlFields, type XmlValue } from './xml';

/** A decrypted event on its way into the inbox. */
export interface Arrival {
  /** The same for a repeat, however it was encrypted; another for every other event. */
  id: string;
  /** WeCom's own name, e.g. `text` or `change_external_contact.add_external_contact`; `unparsed` when it has none. */
  kind: string;
  /** 0 holds a welcome code, 1 a rep waits for the answer, 2 the rest. */
  priority: number;
  xml: string;
}

/** Kind of what was authentic but could not be read. */
export const unparsed = 'unparsed';

const kindLength = 100;
const idLength = 64;
const sequenceDigits = 20;
const answeredKinds = new Set(['template_card_event', 'template_card_menu_event']);

/** Reads just enough of an event to keep it: who it is, what it is, how soon it is wanted. */
export function identify(xml: string): Arrival {
  const fields = readXml(xml);
  const kind = fields ? kindOf(fields) : null;
  if (!fields || kind === null) return { id: idOf('', xml), kind: unparsed, priority: 2, xml };
  return { id: idOf(sequenceOf(fields), wholeIdentity(fields)), kind, priority: priorityOf(fields, kind), xml };
}

/** WeCom's name of an event: the message type, or the event with its change type. Null: it has none. */
export function kindOf(fields: XmlFields): string | null {
  const { MsgType: type, Event: event, ChangeType: change } = fields;
  if (typeof type !== 'string' || type === '') return null;
  if (type !== 'event') return type.slice(0, kindLength);
  if (typeof event !== 'string' || event === '') return null;
  const whole = typeof change === 'string' && change !== '' ? `${event}.${change}` : event;
  return whole.slice(0, kindLength);
}

/**
 * WeCom's hint, FromUserName and CreateTime, takes two `sys` events of one second for one (wecom-core §2.5): without
 * a message id every field counts, in any order of writing.
 */
function wholeIdentity(fields: XmlFields): string {
  const messageId = fields['MsgId'];
  if (typeof messageId !== 'string' || messageId === '') return canonical(fields);
  return canonical([fields['AgentID'] ?? '', fields['FromUserName'] ?? '', messageId].flat());
}

function canonical(value: XmlValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? '')}`).join()}}`;
}

function priorityOf(fields: XmlFields, kind: string): number {
  const welcomeCode = fields['WelcomeCode'];
  if (typeof welcomeCode === 'string' && welcomeCode !== '') return 0;
  return fields['MsgType'] !== 'event' || answeredKinds.has(kind) ? 1 : 2;
}

/** What rises with time: the message id, else the second. */
function sequenceOf(fields: XmlFields): string {
  const sequence = fields['MsgId'] || fields['CreateTime'];
  return typeof sequence === 'string' && /^\d{1,20}$/.test(sequence) ? sequence : '';
}

/** In front stands what rises with time, so that new ids go to the end of the index instead of all over it. */
function idOf(sequence: string, identity: string): string {
  const hash = createHash('sha256').update(identity).digest('hex');
  return sequence.padStart(sequenceDigits, '0') + hash.slice(0, idLength - sequenceDigits);
}
