import { CareError } from '../../kernel/errors';
import { importFile, type ImportKind, importKinds } from '../../inbound/files/import-file';
import { rowVerbsOf } from '../../inbound/rows/save-rows';
import type { Command } from './command';

export const importRows: Command = {
  usage: `import ${importKinds.join('|')} FILE`,
  does: 'CSV (UTF-8 or GBK) or XLSX; rejected rows go to FILE.rejected.csv with their reasons, the rest is kept',
  async run({ config, args, open, say, progress }) {
    const [kind = '', file] = args;
    if (!isKind(kind) || !file) throw new CareError('usage', `what, and which file? ${importRows.usage}`);
    const verbs = rowVerbsOf((await open()).features, 'import');
    const outcome = await importFile({
      kind,
      file,
      verbs,
      zone: config.zone,
      onProgress: (rows) => progress(`${rows} rows`),
    });
    const { created, updated, unchanged, rejected, rejectedFile, ignoredColumns } = outcome;
    if (ignoredColumns.length > 0)
      progress(`columns that are not known and were left out: ${ignoredColumns.join(', ')}`);
    say(`${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`);
    if (rejectedFile) say(`rejected rows with their reasons: ${rejectedFile}`);
  },
};

function isKind(text: string): text is ImportKind {
  return importKinds.some((kind) => kind === text);
}
