import { useSearchParams } from 'react-router';
import { touchStates } from '../../../contract/touch';
import { useSession } from '../session';

const views = ['touches', 'tasks', 'rehearsal', 'why'] as const;
export type View = (typeof views)[number];

export interface TouchFilters {
  day: string;
  state?: (typeof touchStates)[number];
  play?: string;
  repUserId?: string;
  name?: string;
}

type Name = 'view' | 'day' | 'state' | 'play' | 'rep' | 'name' | 'touch' | 'customer' | 'open' | 'run';

/** What the page shows stands in its address, so that it can be sent to a colleague. */
export function useTouchAddress() {
  const { today } = useSession();
  const [search, setSearch] = useSearchParams();
  const text = (name: Name) => search.get(name) || undefined;
  const asked = text('day') ?? '';
  const filters: TouchFilters = {
    day: /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(asked) ? asked : today,
    state: touchStates.find((state) => state === text('state')),
    play: text('play'),
    repUserId: text('rep'),
    name: text('name'),
  };
  const go = (parts: Partial<Record<Name, string | null | undefined>>) => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(parts)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  };
  return {
    view: views.find((view) => view === text('view')) ?? ('touches' as View),
    filters,
    touchId: search.get('touch'),
    customerId: text('customer'),
    openOnly: text('open') !== 'no',
    /** The day shown is to be tried out. */
    isTried: text('run') === 'yes',
    go,
  };
}
