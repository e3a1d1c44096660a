import { useState } from 'react';
import { DateForm } from './date-form';
import { NoteForm } from './note-form';
import { OrderForm } from './order-form';
import { StopForm } from './stop-form';
import { texts } from './texts';
import type { Changing } from './use-entry';

const forms = { date: DateForm, order: OrderForm, note: NoteForm, more: StopForm } as const;
type FormName = keyof typeof forms;

/** Under the thumb: what the rep learns while talking is kept at once. */
export function EntryBar(props: Changing) {
  const [shown, setShown] = useState<FormName | null>(null);
  const Form = shown && forms[shown];
  // The names of the table above.
  const names = Object.keys(forms) as FormName[];
  return (
    <>
      <nav className="entry-bar">
        {names.map((name) => (
          <button key={name} className="button" onClick={() => setShown(name)}>
            {texts.entry[name]}
          </button>
        ))}
      </nav>
      {Form && <Form {...props} onClose={() => setShown(null)} />}
    </>
  );
}
