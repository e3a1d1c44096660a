import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SuggestedReply } from '../../contract/sidebar';
import type { Say } from '../ui/rep/toast';
import { whyNotSent } from './client-words';
import { readReplies } from './sidebar-api';
import { texts } from './texts';
import { sendToChat } from './wecom';

/** What could be said to the customer's last words; one tap puts it into the chat. */
export function RepliesCard({ externalUserId, say }: { externalUserId: string; say: Say }) {
  const [message, setMessage] = useState('');
  const asking = useMutation({
    mutationFn: () => readReplies(externalUserId, message),
    onError: (error) => say(error.message, false),
  });
  return (
    <section className="card" aria-labelledby="replies">
      <h2 id="replies">{texts.replies}</h2>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          asking.mutate();
        }}
      >
        <textarea
          value={message}
          rows={2}
          maxLength={1000}
          aria-label={texts.said}
          placeholder={texts.said}
          onChange={(event) => setMessage(event.target.value)}
        />
        <button className="button" disabled={asking.isPending || message.trim() === ''}>
          {texts.findReplies}
        </button>
      </form>
      {asking.data?.length === 0 && <p className="none">{texts.noReplies}</p>}
      <ul className="rows">
        {asking.data?.map((reply) => (
          <ReplyRow key={reply.text} reply={reply} say={say} />
        ))}
      </ul>
    </section>
  );
}

function ReplyRow({ reply, say }: { reply: SuggestedReply; say: Say }) {
  const sending = useMutation({
    mutationFn: () => sendToChat({ kind: 'text', text: reply.text }),
    onSuccess: () => say(texts.inChat, true),
    onError: (error) => say(whyNotSent(error), false),
  });
  return (
    <li>
      <p className="note">{reply.text}</p>
      <div className="row reply-foot">
        <span className="quiet">
          {texts.replyKinds[reply.kind]} · {reply.source}
        </span>
        <button className="button" disabled={sending.isPending} onClick={() => sending.mutate()}>
          {texts.toChat}
        </button>
      </div>
    </li>
  );
}
