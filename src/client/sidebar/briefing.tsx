import { useQueryClient } from '@tanstack/react-query';
import type { BriefingView } from '../../contract/sidebar';
import type { Say } from '../ui/rep/toast';
import { DatesCard } from './dates-card';
import { EntryBar } from './entry-bar';
import { OwnedCard } from './owned-card';
import { ProfileHead } from './profile-head';
import { RepliesCard } from './replies-card';
import { texts } from './texts';
import { TouchInChat } from './touch-in-chat';

/** One customer: who they are, what to say today, and what is known. */
export function Briefing({ briefing, say }: { briefing: BriefingView; say: Say }) {
  const client = useQueryClient();
  const show = (next: BriefingView) => client.setQueryData(['briefing', next.externalUserId], next);
  const { touches, today, note } = briefing;
  return (
    <>
      <main>
        <ProfileHead briefing={briefing} say={say} onChange={show} />
        <section aria-labelledby="touches">
          <h2 id="touches">{texts.touches}</h2>
          {touches.length === 0 && <p className="none">{texts.noTouches}</p>}
          {touches.map((task) => (
            <TouchInChat key={task.id} task={task} day={today} say={say} />
          ))}
        </section>
        <RepliesCard externalUserId={briefing.externalUserId} say={say} />
        <DatesCard briefing={briefing} say={say} onChange={show} />
        <OwnedCard briefing={briefing} />
        {note !== '' && (
          <section className="card" aria-labelledby="note">
            <h2 id="note">{texts.note}</h2>
            <p className="note">{note}</p>
          </section>
        )}
      </main>
      <EntryBar briefing={briefing} say={say} onChange={show} />
    </>
  );
}
