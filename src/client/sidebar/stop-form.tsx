import { useState } from 'react';
import { Sheet } from '../ui/rep/sheet';
import { texts } from './texts';
import { type FormProps, useEntry } from './use-entry';

/** What makes us stop: a complaint stops selling, an opt-out everything. */
export function StopForm(props: FormProps) {
  const { problem, optedOut } = props.briefing;
  const entry = useEntry(props, props.onClose);
  return (
    <Sheet title={texts.moreTitle} onClose={props.onClose}>
      {problem === null && (
        <WordsForm
          title={texts.problemEntry}
          hint={texts.problemHint}
          placeholder={texts.problemPlaceholder}
          busy={entry.isPending}
          onSave={(text) => entry.mutate({ path: '/problem', body: { text } })}
        />
      )}
      {optedOut === null && (
        <WordsForm
          title={texts.optOutEntry}
          hint={texts.optOutHint}
          placeholder={texts.optOutPlaceholder}
          busy={entry.isPending}
          onSave={(reason) => entry.mutate({ path: '/opt-out', body: { reason } })}
        />
      )}
    </Sheet>
  );
}

function WordsForm(props: {
  title: string;
  hint: string;
  placeholder: string;
  busy: boolean;
  onSave: (words: string) => void;
}) {
  const [words, setWords] = useState('');
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave(words);
      }}
    >
      <label>
        {props.title}
        <input
          value={words}
          maxLength={150}
          placeholder={props.placeholder}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <p className="quiet">{props.hint}</p>
      <button className="button" disabled={props.busy || words.trim() === ''}>
        {texts.save}
      </button>
    </form>
  );
}
