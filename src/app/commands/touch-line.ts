import { touchView } from '../../inbound/api/views';

type TouchRow = Parameters<typeof touchView>[0];

/** The keys of `/touches`, and whose touch it is. */
export function touchRecord(touch: TouchRow) {
  return { externalUserId: touch.externalUserId, ...touchView(touch) };
}

/** One touch in one line for people. */
export function touchLine(touch: TouchRow): string {
  return [
    touch.dueOn,
    touch.state.padEnd(8),
    touch.play.padEnd(12),
    touch.externalUserId,
    touch.occasion,
    touch.why,
  ].join('  ');
}
