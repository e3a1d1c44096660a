import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { systemActor } from '../../features/access/audit-trail';
import { readDocument } from '../../inbound/documents/read-document';
import { importFile, type ImportKind, importKinds } from '../../inbound/files/import-file';
import { rowVerbsOf, saveRows } from '../../inbound/rows/save-rows';
import { CareError } from '../../kernel/errors';
import { libraryRowsOf, readLibraryFolder } from '../library-folder';
import type { Command, CommandContext } from './command';

export const importRows: Command = {
  usage: `import ${importKinds.join('|')} FILE`,
  does:
    'CSV (UTF-8 or GBK) or XLSX; rejected rows go to FILE.rejected.csv with their reasons, the rest is kept. scripts and ' +
    'knowledge come by a folder of Markdown files too, knowledge also as a document (.md, .docx, .pdf)',
  async run(context) {
    const [kind = '', file] = context.args;
    if (!isKind(kind) || !file) throw new CareError('usage', `what, and which file? ${importRows.usage}`);
    const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isFolder && (kind === 'scripts' || kind === 'knowledge')) return importFolder(context, kind, file);
    if (kind === 'knowledge' && /\.(md|markdown|docx?|pdf)$/i.test(file)) return importDocument(context, file);
    return importTable(context, kind, file);
  },
};

async function importTable({ config, open, say, progress }: CommandContext, kind: ImportKind, file: string) {
  const verbs = rowVerbsOf((await open()).features, 'import');
  const outcome = await importFile({
    kind,
    file,
    verbs,
    zone: config.zone,
    onProgress: (rows) => progress(`${rows} rows`),
  });
  const { created, updated, unchanged, rejected, rejectedFile, ignoredColumns } = outcome;
  if (ignoredColumns.length > 0) progress(`columns that are not known and were left out: ${ignoredColumns.join(', ')}`);
  say(`${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`);
  if (rejectedFile) say(`rejected rows with their reasons: ${rejectedFile}`);
}

async function importFolder({ open, say }: CommandContext, kind: 'scripts' | 'knowledge', folder: string) {
  const saved = await saveRows(kind, libraryRowsOf(readLibraryFolder(folder)), (await open()).features, 'import');
  for (const { key, errors = [] } of saved) for (const { path, message } of errors) say(`${key}: ${path}: ${message}`);
  const count = (status: string) => saved.filter((each) => each.status === status).length;
  const counts = ['created', 'updated', 'unchanged', 'rejected'].map((status) => `${count(status)} ${status}`);
  say(counts.join(', '));
}

async function importDocument({ open, say }: CommandContext, file: string) {
  const read = await readDocument(basename(file), await readFile(file));
  const { features } = await open();
  const { passages } = await features.documentDesk.keep(systemActor, { ...read, folder: '资料' });
  say(`${passages} passages of ${basename(file)} can be found now`);
}

function isKind(text: string): text is ImportKind {
  return importKinds.some((kind) => kind === text);
}
