import { Tag } from 'antd';
import type { touchStates } from '../../contract/touch';
import './state-tag.css';

type TouchState = (typeof touchStates)[number];
type Tone = 'going' | 'done' | 'waiting' | 'failed';

const tones: Partial<Record<TouchState, Tone>> = {
  planned: 'going',
  offered: 'going',
  sent: 'done',
  held: 'waiting',
  unknown: 'waiting',
  failed: 'failed',
};

/** A touch's state: on its way, done, waiting for somebody, failed, or over. */
export function StateTag({ state, stateTitle }: { state: TouchState; stateTitle: string }) {
  return <ToneTag tone={tones[state]} words={stateTitle} />;
}

export function ToneTag({ tone, words }: { tone: Tone | undefined; words: string }) {
  return <Tag className={`tone-tag ${tone ? `is-${tone}` : ''}`}>{words}</Tag>;
}
