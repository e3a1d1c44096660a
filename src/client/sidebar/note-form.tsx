import { useState } from 'react';
import { Sheet } from '../ui/rep/sheet';
import { texts } from './texts';
import { type FormProps, useEntry } from './use-entry';

export function NoteForm(props: FormProps) {
  const [text, setText] = useState('');
  const entry = useEntry(props, props.onClose);
  return (
    <Sheet title={texts.noteTitle} onClose={props.onClose}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          entry.mutate({ path: '/notes', body: { text } });
        }}
      >
        <textarea
          value={text}
          rows={3}
          maxLength={500}
          aria-label={texts.noteTitle}
          placeholder={texts.notePlaceholder}
          onChange={(event) => setText(event.target.value)}
        />
        <button className="button primary" disabled={entry.isPending || text.trim() === ''}>
          {texts.save}
        </button>
      </form>
    </Sheet>
  );
}
