import { useLayoutEffect, useRef } from 'react';
import { texts } from './texts';
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
    props.say(texts.copied, true);
  };
  return (
    <div className="message">
      <textarea
        ref={field}
        value={props.text}
        readOnly={props.locked}
        maxLength={1300}
        rows={1}
        aria-label={texts.edit}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <div className="message-foot">
        <span>{props.locked ? '' : texts.edit}</span>
        {props.text !== props.original && (
          <button className="link" onClick={() => props.onChange(props.original)}>
            {texts.reset}
          </button>
        )}
        <button className="link" onClick={() => void copy()}>
          {texts.copy}
        </button>
      </div>
    </div>
  );
}
