import { type ReactNode, useState } from 'react';
import type { Task } from '../../../contract/task';
import { useDraft } from './drafts';
import { MessageField } from './message-field';
import { takeBack, useWaitingAct, type WaitingAct } from './outbox';
import { PostponeSheet } from './postpone-sheet';
import { progressWords, repTexts } from './rep-texts';
import { dayOf, spokenTime } from './shop-day';
import { SkipSheet } from './skip-sheet';
import type { Say } from './toast';

interface Props {
  task: Task;
  day: string;
  say: Say;
  busy: boolean;
  /** Who it is for; left out where the whole page is of one customer. */
  who?: string;
  /** The one main thing to do with these words. */
  primary: { label: string; run: (text: string) => void };
  /** Also where a mass-send task waits for the rep already. */
  primaryInTask?: boolean;
  onAct: (act: WaitingAct) => void;
  /** Said above the buttons. */
  notice?: ReactNode;
}

/** One act of care: why, the words, one main thing to do, and the ways out. */
export function TouchCard({ task, day, say, busy, who, primary, primaryInTask = false, onAct, notice }: Props) {
  const [text, setText] = useDraft(task.id, task.text);
  const waiting = useWaitingAct(task.id);
  const inTask = task.progress !== 'none';
  const canSend = !inTask || (primaryInTask && task.progress === 'waiting');
  return (
    <article className="card" aria-busy={busy}>
      <div className="who">
        {who && <strong>{who}</strong>}
        <span className="tag">{task.playName}</span>
        {task.path === 'mass-send' && <span className="tag quiet">{repTexts.massSend}</span>}
        <span className="until">{repTexts.until(spokenTime(task.notAfter, day))}</span>
      </div>
      <p className="why">{task.why}</p>
      <MessageField
        text={canSend ? text : task.text}
        original={task.text}
        locked={!canSend || busy || waiting !== undefined}
        onChange={setText}
        say={say}
      />
      {notice}
      {waiting ? (
        <Waiting act={waiting} />
      ) : (
        <>
          {inTask && <p className="progress">{progressWords[task.progress]}</p>}
          {canSend && (
            <button className="button primary" disabled={busy || text.trim() === ''} onClick={() => primary.run(text)}>
              {primary.label}
            </button>
          )}
          <WaysOut {...{ task, day, busy, onAct }} text={text} />
        </>
      )}
    </article>
  );
}

function Waiting({ act }: { act: WaitingAct }) {
  return (
    <div className="waiting">
      <span>{act.name in repTexts.waiting && repTexts.waiting[act.name]}</span>
      <button className="link" onClick={() => takeBack(act.touchId)}>
        {repTexts.takeBack}
      </button>
    </div>
  );
}

/** 我已发过, 改期, 跳过. */
function WaysOut({ task, day, busy, text, onAct }: Pick<Props, 'task' | 'day' | 'busy' | 'onAct'> & { text: string }) {
  const [sheet, setSheet] = useState<'postpone' | 'skip' | null>(null);
  const touchId = task.id;
  const pick = (act: WaitingAct) => {
    setSheet(null);
    onAct(act);
  };
  const edited = text === task.text ? {} : { text };
  return (
    <>
      <div className="others">
        <button className="button" disabled={busy} onClick={() => onAct({ touchId, name: 'sent', body: edited })}>
          {repTexts.markSent}
        </button>
        <button className="button" disabled={busy || task.state === 'unknown'} onClick={() => setSheet('postpone')}>
          {repTexts.postpone}
        </button>
        <button className="button" disabled={busy} onClick={() => setSheet('skip')}>
          {repTexts.skip}
        </button>
      </div>
      {sheet === 'postpone' && (
        <PostponeSheet
          day={day}
          lastDay={dayOf(task.notAfter, -1)}
          onClose={() => setSheet(null)}
          onPick={(picked) => pick({ touchId, name: 'postpone', body: { day: picked } })}
        />
      )}
      {sheet === 'skip' && (
        <SkipSheet
          onClose={() => setSheet(null)}
          onPick={(reason) => pick({ touchId, name: 'skip', body: { reason } })}
        />
      )}
    </>
  );
}
