import { useSyncExternalStore } from 'react';
import { Kept } from './kept';

/** Of cards that were edited and not sent; old ones make room. */
const mostDrafts = 50;
const drafts = new Kept<[touchId: string, text: string][]>('jiuban-drafts', []);

/** A touch's words as the rep left them, also after the page was closed in between. */
export function useDraft(touchId: string, original: string): [string, (text: string) => void] {
  const kept = useSyncExternalStore(drafts.subscribe, drafts.read);
  const draft = kept.find(([id]) => id === touchId);
  return [
    draft?.[1] ?? original,
    (text) => {
      const others = drafts.read().filter(([id]) => id !== touchId);
      drafts.write(text === original ? others : [...others.slice(1 - mostDrafts), [touchId, text]]);
    },
  ];
}

export function forgetDraft(touchId: string): void {
  const others = drafts.read().filter(([id]) => id !== touchId);
  if (others.length < drafts.read().length) drafts.write(others);
}
