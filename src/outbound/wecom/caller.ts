import { WecomError } from '../../kernel/errors';
import type { Alarm } from './alarm';
import type { WecomCall } from './call';
import { factOf } from './errors';
import { Series } from './pacing';
import type { Pace, Sleep } from './pacing';
import type { AccessToken } from './token';
import type { Transport } from './transport';
import { withTries } from './tries';

/** Makes a call with our token, in our pace, as often as it may be made. */
export class Caller {
  private readonly series = new Series();

  constructor(
    private readonly parts: { transport: Transport; token: AccessToken; pace: Pace; sleep: Sleep; alarm: Alarm },
  ) {}

  call<Reply>(call: WecomCall<Reply>): Promise<Reply> {
    const work = () => this.repeatedly(call);
    return call.inSeriesBy === undefined ? work() : this.series.run(call.inSeriesBy, work);
  }

  private repeatedly<Reply>(call: WecomCall<Reply>): Promise<Reply> {
    const tries = call.repeat === 'unsafe' ? 1 : (call.tries ?? 3);
    return withTries(tries, this.parts.sleep, async (afterUnknown) => {
      try {
        return await this.withToken(call);
      } catch (error) {
        if (afterUnknown && error instanceof WecomError && call.doneAfterUnknown?.includes(error.errcode)) {
          return call.reply.parse({});
        }
        throw error;
      }
    });
  }

  /** A call refused for its token was not applied: with a new token it goes again, even when unsafe to repeat. */
  private async withToken<Reply>(call: WecomCall<Reply>): Promise<Reply> {
    const token = await this.parts.token.get();
    try {
      return await this.once(call, token);
    } catch (error) {
      if (!isStaleToken(error)) throw error;
    }
    this.parts.token.drop(token);
    const renewed = await this.parts.token.get();
    try {
      return await this.once(call, renewed);
    } catch (error) {
      if (!isStaleToken(error)) throw error;
      this.parts.token.drop(renewed);
      throw new WecomError(error.errcode, error.path, `${error.message}, with a fresh token too`, {
        ...error.options,
        kind: 'wait',
        waitMs: 60_000,
      });
    }
  }

  private async once<Reply>(call: WecomCall<Reply>, token: string): Promise<Reply> {
    try {
      return await this.parts.pace.run(call, () => this.parts.transport.send(call, token));
    } catch (error) {
      if (error instanceof WecomError && !call.isOptional) this.parts.alarm.hear(error);
      throw error;
    }
  }
}

function isStaleToken(error: unknown): error is WecomError {
  return error instanceof WecomError && factOf(error.errcode).kind === 'refresh';
}
