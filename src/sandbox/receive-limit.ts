import type { Core } from './core';

const dayMs = 86_400_000;
/** WeCom counts in Beijing time, which has no summer time. */
const beijingMs = 8 * 3_600_000;
const keepMs = 40 * dayMs;

/** Start of the counting period (epoch ms) and how many mass-sends a customer may receive in it. */
function period(core: Core): { from: number; most: number } {
  const local = new Date(core.now() + beijingMs);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  if (core.settings.receiveLimit === 'day') return { from: Date.UTC(year, month, day) - beijingMs, most: 1 };
  if (core.settings.receiveLimit === 'week') {
    const sinceMonday = (local.getUTCDay() + 6) % 7;
    return { from: Date.UTC(year, month, day - sinceMonday) - beijingMs, most: 7 };
  }
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return { from: Date.UTC(year, month, 1) - beijingMs, most: daysOfMonth };
}

/** Whether the customer has had all the mass-sends of this period (wecom-external §2.9). */
export function isOverReceiveLimit(core: Core, externalUserid: string): boolean {
  const { from, most } = period(core);
  const received = core.state.mass_received.get(externalUserid) ?? [];
  return received.filter((at) => at >= from).length >= most;
}

export function countMassSend(core: Core, externalUserid: string): void {
  const received = core.state.mass_received.get(externalUserid) ?? [];
  const kept = received.filter((at) => at > core.now() - keepMs);
  core.state.mass_received.set(externalUserid, [...kept, core.now()]);
}
