import { dateKinds } from '../../model/important-date';
import { festivalClasses } from '../../kernel/festivals';

/** What a play's texts must be free of, beside the absolute terms that no text may hold. */
export const wordRules = ['price', 'promotion', 'link', 'absolute'] as const;
export type WordRule = (typeof wordRules)[number];

export const namespaces = [
  'customer',
  'rep',
  'shop',
  'product',
  'step',
  'consumable',
  'festival',
  'date',
  'referral',
  'topic',
] as const;
export type Namespace = (typeof namespaces)[number];

/** What a template's `when` may ask of the occasion. */
export const whenKeys = ['step', 'festivals', 'festivalClass', 'dateKind', 'forWhom', 'moment'] as const;
export type WhenKey = (typeof whenKeys)[number];

export const templateDateKinds = [...dateKinds, 'first-purchase'] as const;
export type TemplateDateKind = (typeof templateDateKinds)[number];

/** Whose day it is. */
export const forWhoms = ['self', 'other'] as const;
export type ForWhom = (typeof forWhoms)[number];

/** `lead` ahead of it, `restock` when the consumable is due, `day` on the festival itself. */
export const moments = ['lead', 'restock', 'day'] as const;
export type Moment = (typeof moments)[number];

/** Values of the closed `when` keys; steps and festivals are open. */
export const whenValues = {
  festivalClass: festivalClasses,
  dateKind: templateDateKinds,
  forWhom: forWhoms,
  moment: moments,
};

/** What a play's texts may know, ask and say. */
export interface TemplatePlay {
  /** As people call it. */
  title: string;
  /** The customer, the rep and the shop are known to every play. */
  namespaces: readonly Namespace[];
  whenKeys: readonly WhenKey[];
  forbids: readonly WordRule[];
  /** 字 of the rendered text, blanks not counted; absent: WeCom's 4000 B are the only limit. */
  maxChars?: number;
}

const everyone = ['customer', 'rep', 'shop'] as const;
const neverCommercial = ['price', 'promotion', 'link'] as const;

/** Every play that sends texts: a new play is a row here and its folder under `templates/`. */
export const templatePlays = {
  welcome: { title: '欢迎', namespaces: everyone, whenKeys: [], forbids: ['price', 'promotion'] },
  'usage-tip': {
    title: '使用指导',
    namespaces: [...everyone, 'product', 'step'],
    whenKeys: ['step'],
    forbids: [],
    maxChars: 120,
  },
  replenish: {
    title: '耗材补充',
    namespaces: [...everyone, 'product', 'consumable'],
    whenKeys: ['moment'],
    forbids: [],
  },
  holiday: {
    title: '节日建议',
    namespaces: [...everyone, 'festival'],
    whenKeys: ['festivals', 'festivalClass', 'moment'],
    forbids: [],
  },
  birthday: {
    title: '生日祝福',
    namespaces: [...everyone, 'date'],
    whenKeys: ['dateKind', 'forWhom'],
    forbids: neverCommercial,
    maxChars: 80,
  },
  anniversary: {
    title: '重要日期',
    namespaces: [...everyone, 'date'],
    whenKeys: ['dateKind', 'forWhom'],
    forbids: neverCommercial,
    maxChars: 80,
  },
  topic: {
    title: '主题活动',
    namespaces: [...everyone, 'topic'],
    whenKeys: [],
    forbids: neverCommercial,
  },
  referral: { title: '老带新', namespaces: [...everyone, 'referral'], whenKeys: [], forbids: [] },
} as const satisfies Record<string, TemplatePlay>;
export type TemplatePlayName = keyof typeof templatePlays;

/** A row of the table, or null for a play that has none. */
export function templatePlay(name: string): TemplatePlay | null {
  return Object.hasOwn(templatePlays, name) ? templatePlays[name as TemplatePlayName] : null; // hasOwn has just shown it
}

/** What a text of this play, with this mark in its header, may not say. */
export function forbiddenFor(play: TemplatePlay | null, neverSells = false): WordRule[] {
  return [...new Set([...(play?.forbids ?? []), ...(neverSells ? neverCommercial : []), 'absolute' as const])];
}
