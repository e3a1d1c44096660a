import type { Touch } from '../../model/touch';
import { type CustomerInHand, decideDay, dueOccasions } from './customer-day';
import type { PlanRun } from './plan-run';
import { touchOf } from './reconcile';
import { whyNotSent } from './texts';

/** `over`: its time or its ground is gone, and nothing of it changes. */
export type DecidedAgain =
  | { kind: 'over'; why: string }
  | {
      kind: 'decided';
      set: Pick<
        Touch,
        'state' | 'reason' | 'why' | 'dueOn' | 'notBefore' | 'notAfter' | 'template' | 'text' | 'repUserId'
      >;
    };

/** What becomes of a touch that somebody held and now lets go: the plan's own decision, of this one alone. */
export function decideAgain(touch: Touch, customer: CustomerInHand, run: PlanRun): DecidedAgain {
  if (run.now > touch.notAfter) return { kind: 'over', why: whyNotSent.windowPassed };
  const due = dueOccasions(customer.facts, run).find(({ occasion }) => occasion.key === touch.occasion);
  const [decided] = due ? decideDay([due], customer, run) : [];
  if (!decided) return { kind: 'over', why: whyNotSent.notDue };
  const { state, reason, why, dueOn, notBefore, notAfter, template, text, repUserId } = touchOf(
    decided,
    customer.facts,
    run.day.day,
    run.now,
  );
  // The rep may have put it in words of their own.
  const words = template === touch.template && touch.text !== '' ? touch.text : text;
  return { kind: 'decided', set: { state, reason, why, dueOn, notBefore, notAfter, template, text: words, repUserId } };
}
