import { useSyncExternalStore } from 'react';
import { Kept } from '../ui/rep/kept';

/** Touches that were handed to the client, of which the page has not heard the end: with their words, as sent. */
const intents = new Kept<{ touchId: string; text: string }[]>('jiuban-chat-intents', []);

/** Before the client is asked: if the page dies now, the next one asks the rep instead of guessing. */
export function intend(touchId: string, text: string): void {
  intents.write([...others(touchId), { touchId, text }]);
}

export function settle(touchId: string): void {
  intents.write(others(touchId));
}

export function useIntent(touchId: string) {
  return useSyncExternalStore(intents.subscribe, intents.read).find((each) => each.touchId === touchId);
}

function others(touchId: string) {
  return intents.read().filter((each) => each.touchId !== touchId);
}
