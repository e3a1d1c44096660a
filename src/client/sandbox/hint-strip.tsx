import { Button } from 'antd';
import { useState } from 'react';
import { texts } from './texts';

export type Step = (typeof texts.hint.steps)[number]['id'];

const storageKey = 'jiuban-sandbox-hint';

function wasClosed(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'closed';
  } catch {
    return false; // storage is switched off: the hint comes again
  }
}

function keepClosed(): void {
  try {
    localStorage.setItem(storageKey, 'closed');
  } catch {
    // storage is switched off: the hint comes again
  }
}

/** Three steps for a newcomer; each is ticked when it has been done. */
export function HintStrip({ done }: { done: ReadonlySet<Step> }) {
  const [isClosed, setClosed] = useState(wasClosed);
  if (isClosed) return null;
  return (
    <aside className="hint" aria-label={texts.hint.label} data-testid="hint">
      <ol>
        {texts.hint.steps.map(({ id, title, note }, index) => (
          <li key={id} className={done.has(id) ? 'is-done' : ''}>
            <span className="hint-number">{done.has(id) ? '✓' : index + 1}</span>
            <span>
              <strong>{title}</strong>
              <span className="hint-note">{note}</span>
            </span>
          </li>
        ))}
      </ol>
      <Button
        type="text"
        size="small"
        onClick={() => {
          keepClosed();
          setClosed(true);
        }}
        data-testid="hint-close"
      >
        {texts.hint.close}
      </Button>
    </aside>
  );
}
