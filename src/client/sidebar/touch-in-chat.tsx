import { useMutation } from '@tanstack/react-query';
import type { Task } from '../../contract/task';
import type { Say } from '../ui/rep/toast';
import { TouchCard } from '../ui/rep/touch-card';
import { useAct } from '../ui/rep/use-act';
import { intend, settle, useIntent } from './chat-intents';
import { whyNotSent } from './client-words';
import { readMessages } from './sidebar-api';
import { texts } from './texts';
import { ClientFault, sendToChat } from './wecom';

/** One act of care: its words go into the chat as the rep's, and are then marked as sent. */
export function TouchInChat({ task, day, say }: { task: Task; day: string; say: Say }) {
  const acting = useAct(say);
  const markSent = (text: string) => {
    settle(task.id);
    acting.mutate({ touchId: task.id, name: 'sent', body: text === task.text ? {} : { text } });
  };
  const sending = useMutation({
    mutationFn: (text: string) => putIntoChat(task, text),
    onSuccess: ({ sent, missing, why }, text) => {
      if (!sent) return say(why, false);
      if (missing > 0) say(texts.partly(missing), false);
      markSent(text);
    },
    onError: (error) => say(whyNotSent(error), false),
  });
  const intent = useIntent(task.id);
  const isOpen = intent !== undefined && !sending.isPending;
  return (
    <TouchCard
      task={task}
      day={day}
      say={say}
      busy={acting.isPending || sending.isPending}
      primary={{ label: sending.isPending ? texts.sending : texts.toChat, run: (text) => sending.mutate(text) }}
      primaryInTask
      onAct={(act) => {
        settle(task.id);
        acting.mutate(act);
      }}
      notice={isOpen && <Unsure onSent={() => markSent(intent.text)} onNot={() => settle(task.id)} />}
    />
  );
}

function Unsure({ onSent, onNot }: { onSent: () => void; onNot: () => void }) {
  return (
    <div className="stop">
      <p>{texts.unsure}</p>
      <div className="pair">
        <button className="button" onClick={onSent}>
          {texts.isThere}
        </button>
        <button className="button" onClick={onNot}>
          {texts.isNotThere}
        </button>
      </div>
    </div>
  );
}

/** The text decides whether the touch is sent; of attachments that fail the rep is told. */
async function putIntoChat(task: Task, text: string): Promise<{ sent: boolean; missing: number; why: string }> {
  const edited = text === task.text ? undefined : text;
  const { done, message, messages } = await readMessages(task.id, edited);
  const [words, ...attachments] = messages;
  if (!done || words === undefined) return { sent: false, missing: 0, why: message };
  intend(task.id, text);
  try {
    await sendToChat(words);
  } catch (error) {
    // Without an answer it may have gone out: the card then asks.
    if (!(error instanceof ClientFault) || error.kind !== 'timeout') settle(task.id);
    throw error;
  }
  let missing = attachments.length;
  for (const attachment of attachments) {
    const isIn = await sendToChat(attachment).then(
      () => true,
      () => false,
    );
    if (!isIn) break;
    missing -= 1;
  }
  return { sent: true, missing, why: '' };
}
