import { isMap, isScalar, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { stages, tiers } from '../../model/customer';
import { touchPaths } from '../../model/touch';
import { attachmentsSchema } from './attachment-header';
import { templatePlay, templatePlays, whenKeys, whenValues, type TemplatePlay } from './template-plays';

/** Whom a text is written for: everybody, a tier, a stage of trust. */
const audiences = ['any', ...tiers, ...stages] as const;
export type AudienceName = (typeof audiences)[number];

const segmentPrefix = 'segment:';
/** The segment that an audience `segment:常买滤芯` names; null: it is no segment. */
export function segmentNameOf(audience: string): string | null {
  return audience.startsWith(segmentPrefix) ? audience.slice(segmentPrefix.length) : null;
}

/** One of the above, or customers of a saved segment by its name. */
const audience = z.string().check(({ value, issues }) => {
  const name = segmentNameOf(value);
  if (name === null ? audiences.some((each) => each === value) : name.trim() !== '' && name.length <= 64) return;
  issues.push({ code: 'invalid_value', values: [...audiences], input: value });
});

const play = z.enum(Object.keys(templatePlays) as [keyof typeof templatePlays]); // the keys of the table
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1));
const step = z.string().regex(/^d\d{1,3}$/, 'write a step as d0, d3, d30');
const festivalKey = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write the key of config/festivals.yaml, e.g. mid-autumn');

const whenSchema = z.strictObject({
  step: list(step).optional(),
  festivals: list(festivalKey).optional(),
  festivalClass: list(z.enum(whenValues.festivalClass)).optional(),
  dateKind: list(z.enum(whenValues.dateKind)).optional(),
  forWhom: list(z.enum(whenValues.forWhom)).optional(),
  moment: list(z.enum(whenValues.moment)).optional(),
});

/** The header of a template file. */
const headerSchema = z
  .strictObject({
    /** Chinese, for admins. */
    title: z.string().trim().min(1).max(40),
    play,
    audience: list(audience).default(['any']),
    when: whenSchema.default({}),
    channel: z.enum(touchPaths),
    /** Share among the texts that fit equally well. */
    weight: z.int().min(1).max(100).default(50),
    /** `never`: this text sells nothing, though its play may. */
    commercial: z.literal('never').optional(),
    attachments: attachmentsSchema,
  })
  .check(({ value, issues }) => {
    // the table's rows differ in the literal types of their lists; here they are read as one
    const allowed: TemplatePlay['whenKeys'] = templatePlay(value.play)?.whenKeys ?? [];
    for (const key of Object.keys(value.when)) {
      if (allowed.some((each) => each === key)) continue;
      const message = `${value.play} knows ${allowed.length === 0 ? 'no restriction' : allowed.join(', ')}; leave ${key} out`;
      issues.push({ code: 'custom', path: ['when', key], message, input: value.when });
    }
    if (value.play === 'welcome' && value.audience.some((each) => segmentNameOf(each) !== null)) {
      const message = 'a welcome goes out before anything is known of the customer; leave the segment out';
      issues.push({ code: 'custom', path: ['audience'], message, input: value.audience });
    }
  });
export type TemplateHeader = z.infer<typeof headerSchema>;

export interface HeaderFault {
  /** Field of the header, dotted; empty: the whole. */
  field: string;
  message: string;
  /** zh-CN. */
  words: string;
  /** Offset in the source. */
  offset: number;
  word: string;
}

export interface SplitSource {
  header: TemplateHeader | null;
  /** The play as written, though the rest of the header be wrong. */
  playName: string;
  neverSells: boolean;
  faults: HeaderFault[];
  /** Offset at which the Liquid body begins. */
  bodyAt: number;
}

const opening = /^\ufeff?---[ \t]*\r?\n/;
const closing = /^---[ \t]*(?:\r?\n|$)/m;

/** Where a field is written: its key, for the editor to mark. */
function fieldSpan(document: Document, path: readonly PropertyKey[]): { offset: number; word: string } | null {
  let node: unknown = document.contents;
  let found: { offset: number; word: string } | null = null;
  for (const part of path) {
    if (!isMap(node)) return found;
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
    if (pair === undefined) return found;
    if (isScalar(pair.key) && pair.key.range) found = { offset: pair.key.range[0], word: String(pair.key.value) };
    node = pair.value;
  }
  return found;
}

/** @param chinese the same issues in the same order, told in Chinese */
function headerFaults(document: Document, error: z.ZodError, chinese: z.ZodError, yamlAt: number): HeaderFault[] {
  return error.issues.flatMap((issue, index) => {
    const strangers = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    return strangers.map((key) => {
      const path = key === null ? issue.path : [...issue.path, key];
      const span = fieldSpan(document, path) ?? { offset: 0, word: '' };
      const known = issue.path.length === 0 ? Object.keys(headerSchema.shape) : whenKeys;
      const message = key === null ? issue.message : `no such field; there are ${known.join(', ')}`;
      const words = key === null ? (chinese.issues[index]?.message ?? message) : `没有「${key}」这一项，请删去`;
      return { field: path.join('.'), message, words, offset: yamlAt + span.offset, word: span.word };
    });
  });
}

const { localeError } = z.locales.zhCN();

function inChinese(value: unknown): z.ZodError | undefined {
  return headerSchema.safeParse(value, { error: localeError }).error;
}

/** Parts a template file into header and body. Null: it has no front matter. */
export function splitSource(source: string): SplitSource | null {
  const opened = opening.exec(source);
  if (opened === null) return null;
  const yamlAt = opened[0].length;
  const closed = closing.exec(source.slice(yamlAt));
  if (closed === null) return null;
  const bodyAt = yamlAt + closed.index + closed[0].length;
  const document = parseDocument(source.slice(yamlAt, yamlAt + closed.index), {
    prettyErrors: false,
    logLevel: 'silent',
  });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const words = `抬头写得不对：${broken.message}`;
    const fault = { field: '', message: broken.message, words, offset: yamlAt + broken.pos[0], word: '' };
    return { header: null, playName: '', neverSells: false, faults: [fault], bodyAt };
  }
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const parsed = headerSchema.safeParse(value);
  const loose = z.looseObject({ play: z.string().catch(''), commercial: z.string().catch('') }).safeParse(value).data;
  return {
    header: parsed.data ?? null,
    playName: loose?.play ?? '',
    neverSells: loose?.commercial === 'never',
    faults: parsed.success ? [] : headerFaults(document, parsed.error, inChinese(value) ?? parsed.error, yamlAt),
    bodyAt,
  };
}
