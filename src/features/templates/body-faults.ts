import type { Template } from 'liquidjs';
import { closestVariable } from './closest';
import { parseBody, parsedBody, variablesOf, type ParsedBody, type WrittenVariable } from './engine';
import type { Examination } from './examination';
import { faultTexts } from './fault-texts';
import type { TemplatePlay } from './template-plays';
import { templateVariables } from './variables';

/** Liquid's errors, and variables that the play does not give. Null: it cannot be rendered. */
export function bodyFaults(
  it: Examination,
  bodyAt: number,
  body: string,
  playName: string,
  play: TemplatePlay | null,
): ParsedBody | null {
  let nodes: Template[];
  let written: WrittenVariable[];
  try {
    nodes = parseBody(body);
    written = variablesOf(nodes);
  } catch (error) {
    it.fault('syntax', faultTexts.syntax(syntaxMessage(error)), syntaxPlace(error, bodyAt, body));
    return null;
  }
  const known = templateVariables.filter(({ namespace }) => play === null || play.namespaces.includes(namespace));
  for (const each of written) {
    if (each.variable !== null && known.includes(each.variable)) continue;
    const near = closestVariable(each.path, known);
    const isKnown = each.variable !== null;
    const playTitle = play?.title ?? playName;
    const told = faultTexts.unknownVariable({ path: each.path, isKnown, near, playName, playTitle });
    it.fault('unknown_variable', told, variablePlace(each, bodyAt, body));
  }
  printedFlags(it, bodyAt, body);
  return it.has('unknown_variable') ? null : parsedBody(nodes, written);
}

function syntaxMessage(error: unknown): string {
  const message = error instanceof Error ? error.message.replace(/, line:\d+, col:\d+$/, '') : String(error);
  return message;
}

function syntaxPlace(error: unknown, bodyAt: number, body: string): { offset: number; word: string } {
  const token = error instanceof Error && 'token' in error ? error.token : null;
  const begin = token instanceof Object && 'begin' in token && typeof token.begin === 'number' ? token.begin : 0;
  return { offset: bodyAt + begin, word: /^\{[{%][^\n]{0,78}?[}%]\}|^\S{0,20}/.exec(body.slice(begin))?.[0] ?? '' };
}

function variablePlace(written: WrittenVariable, bodyAt: number, body: string): { offset: number; word: string } {
  const lineStart = body
    .split('\n')
    .slice(0, written.row - 1)
    .reduce((sum, line) => sum + line.length + 1, 0);
  const begin = lineStart + written.column - 1;
  const word = body.startsWith(written.path, begin)
    ? written.path
    : (/^[\p{L}\p{N}_.[\]'"-]*/u.exec(body.slice(begin))?.[0] ?? '');
  return { offset: bodyAt + begin, word };
}

/** A yes-or-no would be printed as `true`. */
function printedFlags(it: Examination, bodyAt: number, body: string): void {
  const flags = templateVariables.filter(({ kind }) => kind === 'flag').map(({ path }) => path);
  for (const match of body.matchAll(/(?:\{\{-?|\{%-?\s*echo)\s*([\w.]+)/g)) {
    const path = match[1]!; // the pattern's only group
    if (!flags.includes(path)) continue;
    const offset = bodyAt + match.index + match[0].length - path.length;
    it.fault('not_printable', faultTexts.notPrintable(path), { offset, word: path });
  }
}
