import { playTitles } from '../../kernel/play-titles';
import type { Play } from './play';
import { whyNotDue } from './texts';

/** 欢迎: answers a customer who adds a rep, within 20 s; the event begins it, so no day has it due. */
export const welcome: Play = {
  name: 'welcome',
  title: playTitles.welcome,
  commercial: 'no',
  path: 'welcome',
  priority: 1,
  byEvent: true,
  due: () => [],
  whyNot: () => whyNotDue.byEvent,
};
