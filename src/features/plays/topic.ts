import { playTitles } from '../../kernel/play-titles';
import type { CustomerFacts, DayFacts, Occasion, Play } from './play';
import { whyDue, whyNotDue } from './texts';
import type { TopicFacts } from './topic-facts';

/** 主题活动: what the shop wants to share with, or ask of, some of its customers in some days. */
export const topic: Play = {
  name: 'topic',
  title: playTitles.topic,
  commercial: 'no',
  path: 'mass-send',
  // Beside the check-in, and behind it by its weight.
  priority: 7,

  due(facts, { topics }) {
    return topics.filter((each) => isFor(each, facts)).map(occasionOf);
  },

  whyNot(_facts: CustomerFacts, { topics }: DayFacts) {
    return topics.length === 0 ? whyNotDue.noTopic : whyNotDue.otherTopics(topics.map(({ title }) => title));
  },
};

function isFor({ stages, tiers, skus }: TopicFacts, { stage, tier, purchases }: CustomerFacts): boolean {
  if (stages.length > 0 && !stages.includes(stage)) return false;
  if (tiers.length > 0 && !tiers.includes(tier)) return false;
  return skus === null || purchases.some(({ sku }) => skus.includes(sku));
}

function occasionOf({ id, title, text, kind, firstOn, lastOn }: TopicFacts): Occasion {
  return {
    key: `topic:${id}`,
    firstOn,
    lastOn,
    from: '10:00',
    until: '21:30',
    topic: `topic:${id}`,
    commercial: false,
    weight: -1,
    exempt: false,
    details: { topic: { title, text, isAsk: kind === 'ask' } },
    match: {},
    why: whyDue.topic(title, firstOn, lastOn),
  };
}
