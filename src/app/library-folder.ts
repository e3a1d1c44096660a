import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { intents } from '../features/replies/intents';
import { type LibraryItem, replyKinds } from '../features/replies/library';
import { CareError } from '../kernel/errors';

/** An entry as a file tells it: what replies are made of, and where it stands in the library. */
export interface FolderEntry extends LibraryItem {
  products: string[];
  folder?: string;
  play?: string;
}

const headerSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  intents: z.array(z.enum(intents)).min(1),
  products: z.array(z.string()).default([]),
  /** Ways to ask for it: only knowledge has them. */
  questions: z.array(z.string()).default([]),
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
export function readLibraryFolder(folder: string): FolderEntry[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => readEntry(path, readFileSync(join(folder, path), 'utf8')));
}

/** The entries as rows of an import. */
export function libraryRowsOf(entries: readonly FolderEntry[]) {
  return entries.map(({ origin: _origin, kind, body, ...entry }) => ({ ...entry, replyKind: kind, text: body }));
}

function readEntry(path: string, source: string): FolderEntry {
  const [, header = '', body = ''] = /^---\r?\n([^]*?)\r?\n---\r?\n([^]*)$/.exec(source) ?? [];
  const parsed = headerSchema.safeParse(parse(header));
  if (!parsed.success) throw new CareError('library', `${path}: ${z.prettifyError(parsed.error)}`);
  const { kind = 'answer', ...entry } = parsed.data;
  const origin = parsed.data.kind === undefined ? 'knowledge' : 'script';
  return { ...entry, origin, kind, body: body.trim() };
}
