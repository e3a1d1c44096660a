import { textLimitBytes } from './engine';
import { examine } from './examine';
import type { TemplateFault } from './faults';
import { positionAt } from './positions';
import { forbiddenFor, templatePlay } from './template-plays';
import { templateTexts } from './texts';
import { findWords } from './word-check';

/**
 * Everything that is wrong with a template, by place; empty: it may be used. Any input gives an answer, never an
 * exception.
 *
 * @param source the whole file: front matter and Liquid body
 * @param path `birthday/warm`, or the file's `templates/birthday/warm.md`
 */
export function lint(source: string, path: string): TemplateFault[] {
  return examine(path, source).faults;
}

/**
 * The same words are refused in what a rep edited before sending. The faults speak Chinese, to the rep.
 *
 * @param names values that are nobody's claim, such as the customer's own name; they are not judged
 */
export function checkRepText(play: string, text: string, names: readonly string[] = []): TemplateFault[] {
  const fault = (code: TemplateFault['code'], message: string) => ({
    code,
    path: 'text',
    message,
    words: message,
  });
  if (text.trim() === '') return [fault('empty', templateTexts.repTextBlank())];
  const bytes = Buffer.byteLength(text);
  if (bytes > textLimitBytes) return [fault('too_long', templateTexts.repTextTooLong(bytes, textLimitBytes))];
  const judged = names
    .filter((name) => name.trim() !== '')
    .reduce((rest, name) => rest.replaceAll(name, '\u0001'.repeat(name.length)), text);
  const row = templatePlay(play);
  return findWords(judged, forbiddenFor(row)).map(({ rule, index, length, word }) => ({
    ...fault(rule, templateTexts.repTextWord(rule, word, row?.title ?? '')),
    position: positionAt(text, index, text.slice(index, index + length)),
  }));
}
