import type { touchEndpoints } from '../../contract/console/touches';
import type { z } from 'zod';
import { ToneTag } from './state-tag';
import './play-whys.css';

type Plays = z.output<typeof touchEndpoints.explainDay.answer>['plays'];

const decisions = {
  plan: { words: '会发', tone: 'done' },
  known: { words: '已经决定', tone: 'going' },
  hold: { words: '暂缓', tone: 'waiting' },
  refuse: { words: '不发', tone: 'failed' },
  none: { words: '没有到时候', tone: undefined },
} as const;

/** Each play's answer for one customer and day, with its why. */
export function PlayWhys({ plays }: { plays: Plays }) {
  return (
    <dl className="play-whys">
      {plays.map(({ play, title, decision, why }) => (
        <div key={play}>
          <dt>
            {title} <ToneTag {...decisions[decision]} />
          </dt>
          <dd>{why}</dd>
        </div>
      ))}
    </dl>
  );
}
