import { useState } from 'react';
import { Sheet } from './sheet';
import { repTexts } from './rep-texts';

export function SkipSheet(props: { onPick: (reason: string) => void; onClose: () => void }) {
  const [other, setOther] = useState('');
  return (
    <Sheet title={repTexts.skipTitle} onClose={props.onClose}>
      <div className="choices">
        {repTexts.skipReasons.map((reason) => (
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
          placeholder={repTexts.skipOther}
          aria-label={repTexts.skipOther}
          onChange={(event) => setOther(event.target.value)}
        />
        <button className="button" disabled={other.trim() === ''}>
          {repTexts.confirm}
        </button>
      </form>
    </Sheet>
  );
}
