import { useEffect, useState } from 'react';
import type { Rep } from '../sandbox-state';

function newest(rep: Rep): number {
  return rep.appChat.findLast(({ from }) => from === 'app')?.seq ?? 0;
}

/** Whether a rep's app chat has something that came since the page last showed it; at first all is read. */
export function useUnread(reps: Rep[], shownRepUserId: string | undefined): (repUserId: string) => boolean {
  const [read, setRead] = useState(() => new Map(reps.map((rep) => [rep.repUserId, newest(rep)])));
  const shown = reps.find(({ repUserId }) => repUserId === shownRepUserId);
  const shownNewest = shown && newest(shown);
  useEffect(() => {
    if (shownRepUserId === undefined || shownNewest === undefined) return;
    setRead((before) => new Map(before).set(shownRepUserId, shownNewest));
  }, [shownRepUserId, shownNewest]);
  return (repUserId) => {
    const rep = reps.find((one) => one.repUserId === repUserId);
    return rep !== undefined && repUserId !== shownRepUserId && newest(rep) > (read.get(repUserId) ?? 0);
  };
}
