import type { Vault } from '../../kernel/ports';
import { CallbackEvent } from '../../model/callback-event';
import { type Arrival, unparsed } from './identity';

/** MySQL's `text` holds 65,535 bytes; sealing makes four of three and adds 38. */
const longestXmlBytes = 49_000;

export interface Receipt {
  /** Rises with every arrival, also within a millisecond. */
  receivedAt: number;
  now: number;
}

/** What the inbox keeps of an arrival; what no worker could serve is parked from the start. */
export function inboxRow(arrival: Arrival, { receivedAt, now }: Receipt, vault: Vault): CallbackEvent {
  const fault = faultOf(arrival);
  return Object.assign(new CallbackEvent(), {
    id: arrival.id,
    kind: arrival.kind,
    sealedXml: vault.seal(fits(arrival.xml) ? arrival.xml : head(arrival.xml)),
    priority: arrival.priority,
    receivedAt,
    state: fault === null ? 'received' : 'parked',
    attempts: 0,
    nextAttemptAt: now,
    fence: 0,
    doneAt: null,
    fault,
  } satisfies CallbackEvent);
}

function faultOf(arrival: Arrival): string | null {
  if (!fits(arrival.xml)) {
    const bytes = Buffer.byteLength(arrival.xml);
    return `${bytes} bytes are more than a row holds: the first ${longestXmlBytes} are kept`;
  }
  return arrival.kind === unparsed ? 'authentic, but not an event in XML' : null;
}

function fits(xml: string): boolean {
  // A character takes at most three bytes for each of its UTF-16 units.
  return xml.length * 3 <= longestXmlBytes || Buffer.byteLength(xml) <= longestXmlBytes;
}

function head(xml: string): string {
  return Buffer.from(xml)
    .subarray(0, longestXmlBytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}
