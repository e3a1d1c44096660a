import { Liquid, analyzeSync, type Template } from 'liquidjs';
import {
  deepest,
  emptyScope,
  findVariable,
  valueOf,
  type Depth,
  type TemplateScope,
  type TemplateVariable,
} from './variables';

/** A source longer than this is no message. UTF-16 units. */
export const sourceLimit = 8_000;
/** WeCom takes no longer text. */
export const textLimitBytes = 4_000;

/** Of Liquid, what a message needs. */
export const allowedTags = [
  'assign',
  'capture',
  'if',
  'unless',
  'case',
  'comment',
  'raw',
  'for',
  'break',
  'continue',
  'echo',
  '#',
];
const filters = [
  ...['default', 'append', 'prepend', 'replace', 'replace_first', 'remove', 'remove_first', 'slice', 'truncate'],
  ...['strip', 'lstrip', 'rstrip', 'strip_newlines', 'upcase', 'downcase', 'capitalize', 'split', 'join', 'first'],
  ...[
    'last',
    'size',
    'plus',
    'minus',
    'times',
    'divided_by',
    'modulo',
    'abs',
    'round',
    'floor',
    'ceil',
    'at_least',
    'at_most',
  ],
];

/**
 * Liquid with just what a message needs: no other files, no ambient time, no chance, no HTML. The limits are far above
 * any message; a machine that pauses does not trip them.
 */
function messageLiquid(): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    parseLimit: sourceLimit,
    renderLimit: 500,
    memoryLimit: 8_000,
    templates: {},
  });
  for (const tag of Object.keys(liquid.tags)) if (!allowedTags.includes(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!filters.includes(filter)) delete liquid.filters[filter];
  return liquid;
}

const liquid = messageLiquid();

export function parseBody(body: string): Template[] {
  return liquid.parse(body);
}

export interface WrittenVariable {
  /** As written: `customer.name`, `customer['name']` reads the same. */
  path: string;
  variable: TemplateVariable | null;
  /** From 1. */
  row: number;
  column: number;
}

/** Every variable that the text asks the scope for, each place. */
export function variablesOf(nodes: Template[]): WrittenVariable[] {
  const { globals } = analyzeSync(nodes, { partials: false });
  return Object.values(globals)
    .flat()
    .map((each) => {
      const path = String(each);
      return { path, variable: findVariable(path), row: each.location.row, column: each.location.col };
    });
}

/** Parsed once, rendered many times. */
export interface ParsedBody {
  nodes: Template[];
  variables: TemplateVariable[];
  depth: Depth;
}

export function parsedBody(nodes: Template[], written: readonly WrittenVariable[]): ParsedBody {
  const variables = [...new Set(written.map((each) => each.variable).filter((each) => each !== null))];
  return { nodes, variables, depth: deepest(variables) };
}

/** How deep a source reaches; a source that cannot be parsed is as deep as can be. */
export function depth(source: string): Depth {
  try {
    const nodes = parseBody(source);
    const written = variablesOf(nodes);
    return written.some((each) => each.variable === null) ? 'customer' : parsedBody(nodes, written).depth;
  } catch {
    return 'customer';
  }
}

export type Rendering =
  | { kind: 'text'; text: string }
  | { kind: 'missing'; path: string }
  | { kind: 'blank' }
  | { kind: 'too-long'; bytes: number }
  | { kind: 'runaway'; message: string }
  | { kind: 'broken'; message: string };

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function failure(error: unknown): Rendering {
  if (!(error instanceof Error)) return { kind: 'broken', message: String(error) };
  const original = 'originalError' in error ? error.originalError : null;
  if (original instanceof Error && 'variableName' in original)
    return { kind: 'missing', path: String(original.variableName) };
  if (/limit exceeded/.test(error.message)) return { kind: 'runaway', message: error.message };
  return { kind: 'broken', message: error.message };
}

/** Renders with just the values that the text asks for; what is missing is told, never printed. */
export function renderBody(body: ParsedBody, scope: TemplateScope): Rendering {
  const values = emptyScope();
  for (const variable of body.variables) {
    const value = valueOf(scope, variable);
    if (value !== null) values[variable.namespace][variable.key] = value;
  }
  try {
    const raw = String(liquid.renderSync(body.nodes, values));
    // a loop's output may be huge: it is not even tidied
    if (raw.length > 100_000) return { kind: 'runaway', message: 'writes more than 100,000 characters' };
    const text = tidy(raw);
    if (text === '') return { kind: 'blank' };
    const bytes = Buffer.byteLength(text);
    return bytes > textLimitBytes ? { kind: 'too-long', bytes } : { kind: 'text', text };
  } catch (error) {
    return failure(error);
  }
}
