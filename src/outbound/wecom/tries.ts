import { WecomError } from '../../kernel/errors';
import type { Sleep } from './pacing';

const firstBackOffMs = 300;

/**
 * Repeats what failed with kind `retry`, at most `tries` times in all, with growing, jittered pauses.
 * `attempt` is told whether an earlier try may have worked.
 */
export async function withTries<T>(
  tries: number,
  sleep: Sleep,
  attempt: (afterUnknown: boolean) => Promise<T>,
): Promise<T> {
  let afterUnknown = false;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt(afterUnknown);
    } catch (error) {
      if (!(error instanceof WecomError) || error.options.kind !== 'retry' || tried >= tries) throw error;
      afterUnknown ||= error.outcomeUnknown;
      await sleep(firstBackOffMs * 2 ** (tried - 1) * (0.5 + Math.random()));
    }
  }
}
