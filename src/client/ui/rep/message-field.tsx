import { useLayoutEffect, useRef } from 'react';
import { repTexts } from './rep-texts';
import type { Say } from './toast';

/** The message as the customer will read it; a tap on it edits. */
export function MessageField(props: {
  text: string;
  original: string;
  locked: boolean;
  onChange: (text: string) => void;
  say: Say;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [props.text]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
    } catch {
      // Older WeCom clients have no clipboard for pages: the selection is then copied.
      field.current?.select();
      document.execCommand('copy');
    }
    props.say(repTexts.copied, true);
  };
  return (
    <div className="message">
      <textarea
        ref={field}
        value={props.text}
        readOnly={props.locked}
        maxLength={1300}
        rows={1}
        aria-label={repTexts.edit}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <div className="message-foot">
        <span>{props.locked ? '' : repTexts.edit}</span>
        {props.text !== props.original && (
          <button className="link" onClick={() => props.onChange(props.original)}>
            {repTexts.reset}
          </button>
        )}
        <button className="link" onClick={() => void copy()}>
          {repTexts.copy}
        </button>
      </div>
    </div>
  );
}
