import { Button, Input } from 'antd';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';

interface Props {
  label: string;
  placeholder: string;
  send: string;
  pending: boolean;
  disabled?: boolean;
  inputTestId: string;
  sendTestId: string;
  onSay: (text: string, done: () => void) => void;
  /** What is written, where somebody else may write too (suggestions). */
  draft?: [string, (draft: string) => void];
}

/** One line to write and a button to send; Enter sends, Shift+Enter breaks the line. */
export function SayBar({ label, placeholder, send, pending, disabled, inputTestId, sendTestId, onSay, draft }: Props) {
  const own = useState('');
  const [text, setText] = draft ?? own;
  const say = () => {
    const words = text.trim();
    if (words !== '' && !pending) onSay(words, () => setText(''));
  };
  const onPressEnter = (event: KeyboardEvent) => {
    if (event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  };
  return (
    <div className="say-bar">
      <Input.TextArea
        aria-label={label}
        placeholder={placeholder}
        value={text}
        disabled={disabled}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={1000}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={onPressEnter}
        data-testid={inputTestId}
      />
      <Button
        type="primary"
        onClick={say}
        loading={pending}
        disabled={disabled === true || text.trim() === ''}
        data-testid={sendTestId}
      >
        {send}
      </Button>
    </div>
  );
}
