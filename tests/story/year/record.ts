import { civilDay } from '../../../src/kernel/calendar';
import { MassSend } from '../../../src/model/mass-send';
import { Touch } from '../../../src/model/touch';
import type { ReceivedMessage } from '../../../src/sandbox/state';
import type { World } from '../../support/world';
import { type Chronicle, zone } from './chronicle';

/** What a customer's phone got, with the touch that it came of. */
export interface Delivery {
  message: ReceivedMessage;
  externalUserId: string;
  at: number;
  on: string;
  touch: Touch;
}

/** The year as the customers' phones and the database tell it. */
export interface YearRecord {
  touches: Touch[];
  massSends: MassSend[];
  deliveries: Delivery[];
  /** Messages that no touch accounts for. */
  unaccounted: ReceivedMessage[];
}

export async function readYear(world: World, { byHand }: Chronicle): Promise<YearRecord> {
  const { manager } = world.app.dataSource;
  const touches = await manager.find(Touch);
  const massSends = await manager.find(MassSend);
  const byId = new Map(touches.map((touch) => [touch.id, touch]));
  const taskOf = new Map(massSends.map(({ messageId, id }) => [messageId, id]));
  const byTask = new Map(touches.map((touch) => [`${touch.massSendId} ${touch.externalUserId}`, touch]));
  const welcomes = touches.filter(({ play }) => play === 'welcome');

  const touchOf = (message: ReceivedMessage): Touch | undefined => {
    const { via, msgid, externalUserId, repUserId, text } = message;
    if (via === 'by-hand') return byId.get(byHand.get(message) ?? '');
    if (via === 'mass-send') return byTask.get(`${taskOf.get(msgid ?? '')} ${externalUserId}`);
    return welcomes.find((touch) => {
      return touch.externalUserId === externalUserId && touch.repUserId === repUserId && touch.text === text;
    });
  };
  const record: YearRecord = { touches, massSends, deliveries: [], unaccounted: [] };
  for (const message of world.sandbox.platform.received) {
    const touch = touchOf(message);
    const { externalUserId, at } = message;
    if (touch) record.deliveries.push({ message, externalUserId, at, on: civilDay(at, zone), touch });
    else record.unaccounted.push(message);
  }
  return record;
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
