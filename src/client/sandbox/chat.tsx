import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import './chat.css';
import { chatTime } from './shanghai-time';

export interface ChatLine {
  key: string | number;
  /** Epoch ms. */
  at: number;
  content: ReactNode;
}

const gapMs = 5 * 60_000;

interface Props {
  lines: ChatLine[];
  now: number;
  empty: ReactNode;
  label: string;
  testId?: string;
}

/** Lines of a conversation with the time between them where talk has paused; stays at its newest line. */
export function Chat({ lines, now, empty, label, testId }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const newest = lines.at(-1)?.key;
  useEffect(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [newest, lines.length]);
  return (
    <div className="chat" ref={scroller} role="log" aria-label={label} tabIndex={0} data-testid={testId}>
      {lines.length === 0 && <p className="empty">{empty}</p>}
      {lines.map((line, index) => {
        const before = lines[index - 1];
        const paused = !before || line.at - before.at > gapMs;
        return (
          <div key={line.key} className="chat-line">
            {paused && <time className="chat-time">{chatTime(line.at, now)}</time>}
            {line.content}
          </div>
        );
      })}
    </div>
  );
}

interface BubbleProps {
  mine: boolean;
  avatar: ReactNode;
  children: ReactNode;
  note?: ReactNode;
  /** Cards bring their own box. */
  bare?: boolean;
  testId?: string;
}

export function Bubble({ mine, avatar, children, note, bare, testId }: BubbleProps) {
  return (
    <div className={mine ? 'bubble-row is-mine' : 'bubble-row'}>
      {avatar}
      <div className="bubble-body">
        <div className={bare ? 'bubble-bare' : 'bubble'} data-testid={testId} data-mine={mine}>
          {children}
        </div>
        {note && <div className="bubble-note">{note}</div>}
      </div>
    </div>
  );
}
