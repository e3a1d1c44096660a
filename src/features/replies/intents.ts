/** What a customer's message is for. */
export const intents = [
  'usage-question',
  'order-delivery',
  'after-sale',
  'complaint',
  'purchase-interest',
  'praise',
  'personal-fact',
  'opt-out',
  'human-wanted',
  'life-worry',
  'small-talk',
] as const;
export type Intent = (typeof intents)[number];

export const moods = ['positive', 'neutral', 'negative', 'angry'] as const;
export type Mood = (typeof moods)[number];
