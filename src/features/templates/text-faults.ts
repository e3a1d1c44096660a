import { renderBody, textLimitBytes, type ParsedBody } from './engine';
import type { Examination, Told } from './examination';
import { faultTexts } from './fault-texts';
import type { TemplateFaultCode } from './faults';
import { bareSample, longSample, usualSample } from './samples';
import type { WordRule } from './template-plays';
import { findWords } from './word-check';

/** 字: characters without blanks. */
export function countChars(text: string): number {
  return [...text.replace(/\s/g, '')].length;
}

/** The words that stand in the body, with its tags blanked but for the texts quoted in them. */
function maskTags(body: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, '\u0001');
  return body.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, (tag) =>
    tag
      .split(/("[^"]*"|'[^']*')/)
      .map((part, index) => (index % 2 === 0 ? blank(part) : `\u0001${part.slice(1, -1)}\u0001`))
      .join(''),
  );
}

/** Words of the body that its play may not say, marked where they stand. */
export function wordFaults(it: Examination, body: string, bodyAt: number, rules: readonly WordRule[]): void {
  for (const finding of findWords(maskTags(body), rules)) {
    it.fault(finding.rule, faultTexts.word(finding), { offset: bodyAt + finding.index, word: finding.word });
  }
}

/** What shows only when the text is written: for a usual customer, for one of whom little is known, with long values. */
export function renderingFaults(
  it: Examination,
  body: ParsedBody,
  bodyAt: number,
  { rules, maxChars = Infinity }: { rules: readonly WordRule[]; maxChars?: number },
): void {
  const whole = { offset: bodyAt, word: '' };
  for (const sample of [usualSample, bareSample, longSample]) {
    const rendering = renderBody(body, sample);
    if (rendering.kind === 'missing' && sample === bareSample) continue;
    if (rendering.kind !== 'text') {
      const [code, told] = renderingFault(rendering);
      it.fault(code, told, whole);
      return;
    }
    if (sample === longSample) continue;
    renderedWords(it, rendering.text, bodyAt, rules);
    const chars = countChars(rendering.text);
    if (chars <= maxChars) continue;
    it.fault('too_long', faultTexts.tooManyChars(chars, maxChars), whole);
    return;
  }
}

function renderingFault(
  rendering: Exclude<ReturnType<typeof renderBody>, { kind: 'text' }>,
): [TemplateFaultCode, Told] {
  switch (rendering.kind) {
    case 'missing':
      return ['unknown_variable', faultTexts.noValue(rendering.path)];
    case 'blank':
      return ['empty', faultTexts.empty()];
    case 'too-long':
      return ['too_long', faultTexts.tooManyBytes(rendering.bytes, textLimitBytes)];
    case 'runaway':
      return ['runaway', faultTexts.runaway(rendering.message)];
    case 'broken':
      return ['not_rendered', faultTexts.notRendered(rendering.message)];
  }
}

/** Words that come to be only when the text is put together, as in `优{{ "" }}惠`. */
function renderedWords(it: Examination, text: string, bodyAt: number, rules: readonly WordRule[]): void {
  for (const finding of findWords(text, rules)) {
    if (!it.marks(finding.word)) it.fault(finding.rule, faultTexts.word(finding), { offset: bodyAt, word: '' });
  }
}
