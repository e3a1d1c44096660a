import type { Verb } from './touches-api';

export const verbTitles: Record<Verb, string> = { hold: '暂缓', cancel: '取消触达', release: '放行' };

/** What a decision does, told before it is made. */
export const verbEffects: Record<Verb, string> = {
  hold: '暂缓后不会发出，直到有人放行；已在导购群发任务里的会撤回。',
  cancel: '取消后这个由头不会再来；已在导购群发任务里的会撤回。',
  release: '放行后交还规则重新排期：规则允许的才会发，不允许的会说明原因。',
};
