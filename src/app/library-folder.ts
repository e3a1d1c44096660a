import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { intents } from '../features/replies/intents';
import { type LibraryItem, replyKinds } from '../features/replies/library';
import { CareError } from '../kernel/errors';

const headerSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  intents: z.array(z.enum(intents)).min(1),
  products: z.array(z.string()).optional(),
  /** Ways to ask for it: only knowledge has them. */
  questions: z.array(z.string()).optional(),
  folder: z.string().optional(),
  /** Scripts have one; knowledge answers. */
  kind: z.enum(replyKinds).optional(),
  play: z.string().optional(),
});

/**
 * Reads knowledge and reply scripts from the Markdown files of a folder, in order of name.
 *
 * @throws CareError `library` that names the file
 */
export function readLibraryFolder(folder: string): LibraryItem[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => readItem(path, readFileSync(join(folder, path), 'utf8')));
}

function readItem(path: string, source: string): LibraryItem {
  const [, header = '', body = ''] = /^---\r?\n([^]*?)\r?\n---\r?\n([^]*)$/.exec(source) ?? [];
  const parsed = headerSchema.safeParse(parse(header));
  if (!parsed.success) throw new CareError('library', `${path}: ${z.prettifyError(parsed.error)}`);
  const { id, title, intents: ofItem, questions = [], kind } = parsed.data;
  const origin = kind === undefined ? 'knowledge' : 'script';
  return { id, origin, kind: kind ?? 'answer', title, body: body.trim(), intents: ofItem, questions };
}
