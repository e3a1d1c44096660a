import { bodyFaults } from './body-faults';
import { sourceLimit, type ParsedBody } from './engine';
import { Examination } from './examination';
import { faultTexts } from './fault-texts';
import type { TemplateFault } from './faults';
import { splitSource, type SplitSource, type TemplateHeader } from './front-matter';
import { forbiddenFor, templatePlay, type WordRule } from './template-plays';
import { renderingFaults, wordFaults } from './text-faults';
import { findWords } from './word-check';

/** A template that may be used. */
export interface ReadyTemplate {
  name: string;
  header: TemplateHeader;
  body: ParsedBody;
}

export interface Examined {
  /** Null when there are faults. */
  ready: ReadyTemplate | null;
  /** Can be written out, though it may have faults. */
  legible: ReadyTemplate | null;
  faults: TemplateFault[];
}

/** What `birthday/warm` is called, however its file was named. */
export function templateName(path: string): string {
  return path.replace(/^(?:.*\/)?templates\//, '').replace(/\.md$/, '');
}

/** `<play>/<name>`. */
export const namePattern = /^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;

/** Reads a template source and says everything that is wrong with it. */
export function examine(path: string, source: string): Examined {
  const name = templateName(path);
  const examination = new Examination(name, source);
  try {
    const ready = examineSource(examination);
    return { ready: examination.has() ? null : ready, legible: ready, faults: examination.faults() };
  } catch (error) {
    examination.fault('unreadable', faultTexts.unreadable(error instanceof Error ? error.message : String(error)));
    return { ready: null, legible: null, faults: examination.faults() };
  }
}

function examineSource(it: Examination): ReadyTemplate | null {
  if (it.name.length > 80 || !namePattern.test(it.name)) {
    it.fault('bad_name', faultTexts.badName());
  }
  if (it.source.length > sourceLimit) {
    it.fault('source_too_long', faultTexts.sourceTooLong(it.source.length, sourceLimit));
    return null;
  }
  const split = splitSource(it.source);
  if (split === null) {
    it.fault('no_front_matter', faultTexts.noFrontMatter());
    return null;
  }
  headerFaults(it, split);
  const body = it.source.slice(split.bodyAt);
  const playName = split.playName || it.name.split('/')[0]!; // split gives at least one part
  const play = templatePlay(playName);
  const rules = forbiddenFor(play, split.neverSells);
  wordFaults(it, body, split.bodyAt, rules);
  if (split.header !== null) attachmentFaults(it, split.header, rules);
  const parsed = bodyFaults(it, split.bodyAt, body, playName, play);
  if (parsed === null) return null;
  renderingFaults(it, parsed, split.bodyAt, { rules, maxChars: play?.maxChars });
  return split.header && { name: it.name, header: split.header, body: parsed };
}

/** What is said by an attachment is said by the text. */
function attachmentFaults(it: Examination, { attachments, channel }: TemplateHeader, rules: readonly WordRule[]): void {
  if (attachments.length === 0) return;
  const place = { offset: Math.max(0, it.source.indexOf('attachments:')), word: 'attachments' };
  if (channel === 'welcome') it.fault('bad_front_matter', faultTexts.attachmentOnWelcome(), place, 'attachments');
  const sells = attachments.some(({ kind }) => kind !== 'image');
  if (sells && rules.includes('link')) it.fault('link', faultTexts.soldByAttachment(), place, 'attachments');
  const said = attachments.flatMap((each) =>
    each.kind === 'image' ? [] : [each.title, each.kind === 'link' ? (each.description ?? '') : ''],
  );
  for (const finding of findWords(said.join('\n'), rules)) {
    it.fault(finding.rule, faultTexts.word(finding), place, 'attachments');
  }
}

function headerFaults(it: Examination, split: SplitSource): void {
  for (const { field, message, words, offset, word } of split.faults) {
    it.fault('bad_front_matter', faultTexts.badHeader(field, message, words), { offset, word }, field);
  }
  const folder = it.name.split('/')[0];
  if (split.header !== null && split.header.play !== folder) {
    const offset = Math.max(0, it.source.indexOf('play:'));
    const told = faultTexts.otherFolder(folder ?? '', split.header.play);
    it.fault('bad_front_matter', told, { offset, word: 'play' }, 'play');
  }
}
