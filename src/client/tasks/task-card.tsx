import { useState } from 'react';
import type { Task } from '../../contract/task';
import { MessageField } from './message-field';
import { PostponeSheet } from './postpone-sheet';
import { dayOf, spokenTime } from './shop-day';
import { SkipSheet } from './skip-sheet';
import { act } from './tasks-api';
import { progressWords, texts } from './texts';
import type { Say } from './toast';
import { useAct } from './use-act';

/** One customer to care for: who, why, the words, and one main thing to do. */
export function TaskCard({ task, day, say }: { task: Task; day: string; say: Say }) {
  const [text, setText] = useState(task.text);
  const [sheet, setSheet] = useState<'postpone' | 'skip' | null>(null);
  const acting = useAct(say);
  const inTask = task.progress !== 'none';
  const busy = acting.isPending;
  const close = () => setSheet(null);
  const send = () => act(task.id, 'send', text === task.text ? {} : { text });
  return (
    <article className="card" aria-busy={busy}>
      <div className="who">
        <strong>{task.customerName}</strong>
        <span className="tag">{task.playName}</span>
        {task.path === 'mass-send' && <span className="tag quiet">{texts.massSend}</span>}
        <span className="until">{texts.until(spokenTime(task.notAfter, day))}</span>
      </div>
      <p className="why">{task.why}</p>
      <MessageField
        text={inTask ? task.text : text}
        original={task.text}
        locked={inTask || busy}
        onChange={setText}
        say={say}
      />
      {inTask ? (
        <p className="progress">{progressWords[task.progress]}</p>
      ) : (
        <button className="button primary" disabled={busy || text.trim() === ''} onClick={() => acting.mutate(send)}>
          {texts.send}
        </button>
      )}
      <div className="others">
        <button className="button" disabled={busy} onClick={() => acting.mutate(() => act(task.id, 'sent', {}))}>
          {texts.markSent}
        </button>
        <button className="button" disabled={busy || task.state === 'unknown'} onClick={() => setSheet('postpone')}>
          {texts.postpone}
        </button>
        <button className="button" disabled={busy} onClick={() => setSheet('skip')}>
          {texts.skip}
        </button>
      </div>
      {sheet === 'postpone' && (
        <PostponeSheet
          day={day}
          lastDay={dayOf(task.notAfter, -1)}
          onClose={close}
          onPick={(picked) => {
            close();
            acting.mutate(() => act(task.id, 'postpone', { day: picked }));
          }}
        />
      )}
      {sheet === 'skip' && (
        <SkipSheet
          onClose={close}
          onPick={(reason) => {
            close();
            acting.mutate(() => act(task.id, 'skip', { reason }));
          }}
        />
      )}
    </article>
  );
}
