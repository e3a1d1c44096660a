import { useState } from 'react';
import { Sheet } from './sheet';
import { texts } from './texts';

export function SkipSheet(props: { onPick: (reason: string) => void; onClose: () => void }) {
  const [other, setOther] = useState('');
  return (
    <Sheet title={texts.skipTitle} onClose={props.onClose}>
      <div className="choices">
        {texts.skipReasons.map((reason) => (
          <button key={reason} className="button" onClick={() => props.onPick(reason)}>
            {reason}
          </button>
        ))}
      </div>
      <form
        className="other-reason"
        onSubmit={(event) => {
          event.preventDefault();
          if (other.trim() !== '') props.onPick(other.trim());
        }}
      >
        <input
          value={other}
          maxLength={60}
          placeholder={texts.skipOther}
          aria-label={texts.skipOther}
          onChange={(event) => setOther(event.target.value)}
        />
        <button className="button" disabled={other.trim() === ''}>
          {texts.confirm}
        </button>
      </form>
    </Sheet>
  );
}
