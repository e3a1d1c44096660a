import { audienceTitle } from './audience';
import { isOfSegment } from './choice';
import { renderBody } from './engine';
import { examine, type ReadyTemplate } from './examine';
import { usualSample } from './samples';
import { failureWords } from './template-shelf';
import { countChars } from './text-faults';
import { forbiddenFor, templatePlay, wordRules } from './template-plays';
import type { Depth, TemplateScope } from './variables';
import { findWords } from './word-check';

/** What a text of one play knows of one customer: planning's to say. */
export interface SceneForText {
  externalUserId: string;
  name: string;
  repUserId: string | null;
  tier: string;
  stage: string;
  /** Names of the segments they are in, of those that texts in use name. */
  segments: readonly string[];
  people: Pick<TemplateScope, 'customer' | 'rep' | 'shop'>;
  occasions: { key: string; title: string; details: Record<string, unknown> }[];
}

export interface PreviewRequest {
  name: string;
  source: string;
  /** Null: the sample customer. */
  scene: SceneForText | null;
  /** Of the scene's; null: the first of them, or else the sample. */
  occasion: string | null;
}

export interface Preview {
  text: string | null;
  /** zh-CN: why there is no text; empty where there is one. */
  why: string;
  /** zh-CN: why this customer would not get it all the same. */
  notes: string[];
  /** What it was written for; null: a sample occasion. */
  occasion: { key: string; title: string } | null;
  depth: Depth | null;
  chars: number;
}

/** Writes a source, saved or not, as a customer would read it. */
export function preview({ name, source, scene, occasion }: PreviewRequest): Preview {
  const { legible, faults } = examine(name, source);
  const nothing = { text: null, notes: [], occasion: null, depth: null, chars: 0 };
  if (legible === null) return { ...nothing, why: faults.find(({ code }) => !isOfWords(code))?.words ?? '' };
  const chosen = scene?.occasions.find(({ key }) => occasion === null || key === occasion) ?? null;
  const rendering = renderBody(legible.body, { ...usualSample, ...chosen?.details, ...scene?.people });
  const told = {
    notes: notesFor(legible, scene),
    occasion: chosen && { key: chosen.key, title: chosen.title },
    depth: legible.body.depth,
  };
  if (rendering.kind !== 'text') return { ...nothing, ...told, why: failureWords(legible.header.title, rendering) };
  return { ...told, text: rendering.text, why: '', chars: countChars(rendering.text) };
}

/** A refused word does not keep a text from being written out. */
function isOfWords(code: string): boolean {
  return wordRules.some((rule) => rule === code);
}

function notesFor({ header }: ReadyTemplate, scene: SceneForText | null): string[] {
  if (scene === null) return [];
  const notes: string[] = [];
  const { audience } = header;
  const isTheirs = audience.some((each) => each === 'any' || each === scene.tier || each === scene.stage);
  if (!isTheirs && !isOfSegment(header, scene.segments)) {
    notes.push(`这位客户收不到：这份文案只写给${audience.map(audienceTitle).join('、')}客户`);
  }
  if (scene.repUserId === null) notes.push('这位客户还没有跟进人，收不到任何触达');
  const name = scene.people.customer?.name ?? '';
  const rules = forbiddenFor(templatePlay(header.play), header.commercial === 'never');
  if (findWords(name, rules).length > 0) notes.push('客户的称呼里带有不能出现的词，请导购改备注名');
  return notes;
}
