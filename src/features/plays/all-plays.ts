import { anniversary } from './anniversary';
import { birthday } from './birthday';
import { holiday } from './holiday';
import type { Play } from './play';
import { referral } from './referral';
import { replenish } from './replenish';
import { topic } from './topic';
import { usageTip } from './usage-tip';
import { welcome } from './welcome';

/** Every play: a new one is its file and a line here. */
export const allPlays: readonly Play[] = [
  welcome,
  birthday,
  anniversary,
  usageTip,
  replenish,
  holiday,
  referral,
  topic,
];
