import type { WecomError } from '../../kernel/errors';
import type { Clock, Instant } from '../../kernel/ports';
import type { WecomAlarm } from '../../kernel/wecom-watch';
import type { WecomLogger } from './transport';

const betweenAlarmsMs = 3_600_000;
/** WeCom takes the words for spam: every message with them fails until somebody changes them. */
const blockedContent = [40201, 40204];

/** Tells of refusals that no repeating mends but a person can: once an hour for each API and code. */
export class Alarm {
  private readonly toldAt = new Map<string, Instant>();
  private readonly last = new Map<string, WecomAlarm>();

  constructor(private readonly options: { clock: Clock; logger: WecomLogger }) {}

  hear(error: WecomError): void {
    const { errcode, path, message } = error;
    const isContent = blockedContent.includes(errcode);
    if (error.options.kind !== 'configuration' && !isContent) return;
    const now = this.options.clock.now();
    const key = `${path} ${errcode}`;
    this.last.set(key, { path, errcode, message, isContent, at: now });
    if (now - (this.toldAt.get(key) ?? -Infinity) < betweenAlarmsMs) return;
    this.toldAt.set(key, now);
    this.options.logger.error({ errcode, path }, message);
  }

  /** The last of each API and code, newest first. */
  recent(): WecomAlarm[] {
    return [...this.last.values()].sort((one, other) => other.at - one.at);
  }
}
