import { useMutation } from '@tanstack/react-query';
import type { BriefingView } from '../../contract/sidebar';
import type { Say } from '../ui/rep/toast';
import { dismissDate, enter, type Entry } from './sidebar-api';
import { texts } from './texts';

/** What a card needs to change what is known of the customer. */
export interface Changing {
  briefing: BriefingView;
  say: Say;
  onChange: (next: BriefingView) => void;
}

/** What an entry's form is given. */
export type FormProps = Changing & { onClose: () => void };

/** Keeps an entry, or dismisses a date, and shows what is known then. */
export function useEntry({ briefing, say, onChange }: Changing, onDone?: () => void) {
  const { externalUserId } = briefing;
  return useMutation({
    mutationFn: (entry: Entry | { dismiss: string }) =>
      'dismiss' in entry ? dismissDate(externalUserId, entry.dismiss) : enter(externalUserId, entry),
    onSuccess: (next) => {
      onChange(next);
      say(texts.saved, true);
      onDone?.();
    },
    onError: (error) => say(error.message, false),
  });
}
