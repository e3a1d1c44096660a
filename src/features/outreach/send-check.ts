import { CareError, type Fault } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import type { Touch, TouchState } from '../../model/touch';
import type { CareCheck } from './needs';
import { answers } from './texts';

/** What the rep is told after a tap. */
export interface ActAnswer {
  state: TouchState;
  message: string;
  /** False: nothing was done, and `message` says what to do instead. */
  done: boolean;
}

/** In the rep's hands. */
export const openForRep: readonly TouchState[] = ['planned', 'offered'];

/** Whether a touch may go out now with these words, by whatever way the rep sends it. */
export class SendCheck {
  constructor(
    private readonly options: {
      clock: Clock;
      check: Pick<CareCheck, 'mayBeSent'>;
      /** Faults of a text that a rep wrote, by the rules of the play. */
      checkRepText: (play: string, text: string) => readonly Fault[];
    },
  ) {}

  /** Null: it may go. @throws CareError `text_refused` 422 */
  async refusal(touch: Touch, text: string): Promise<ActAnswer | null> {
    const now = this.options.clock.now();
    if (touch.state === 'unknown') return { state: touch.state, message: answers.taskChecking, done: false };
    if (!openForRep.includes(touch.state)) return closedAnswer(touch);
    if (touch.notAfter <= now) return { state: touch.state, message: answers.expired, done: false };
    const faults = this.options.checkRepText(touch.play, text);
    if (faults.length > 0) throw refusedText(faults);
    const verdict = await this.options.check.mayBeSent(touch, now);
    return verdict.ok ? null : { state: touch.state, message: verdict.why, done: false };
  }
}

export function closedAnswer({ state }: Touch): ActAnswer {
  return { state, message: answers.closed(state), done: state === 'sent' };
}

function refusedText(faults: readonly Fault[]): CareError {
  const message = faults.map((fault) => fault.message).join('；');
  const told = faults.map((fault) => ({ path: 'text', message: fault.message }));
  return new CareError('text_refused', message, { status: 422, faults: told });
}
