import type { ReactNode } from 'react';

/** A page's name, what it shows and of when, and what can be done with all of it. */
export function PageHead({ title, note, actions }: { title: string; note?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {note && <span className="note">{note}</span>}
      {actions && <div className="actions">{actions}</div>}
    </header>
  );
}
