import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CareError } from '../../kernel/errors';
import { lint } from '../../features/templates/lint';
import { projectRoot } from '../project-root';
import { readTemplateFolder } from '../template-folder';
import type { Command, CommandContext } from './command';

const acts = { lint: lintFolder, export: exportTo, import: importFrom };

export const templates: Command = {
  usage: 'templates lint|export|import [FOLDER]',
  does: 'checks all templates; round-trips them between a folder (default templates/) and the database',
  async run(context) {
    const [act = '', folder = join(projectRoot(), 'templates')] = context.args;
    if (act !== 'lint' && act !== 'export' && act !== 'import') {
      throw new CareError('usage', `lint, export or import? ${templates.usage}`);
    }
    if (act !== 'export' && !existsSync(folder)) throw new CareError('no_folder', `there is no folder ${folder}`);
    await acts[act](context, folder);
  },
};

async function lintFolder({ say }: CommandContext, folder: string): Promise<void> {
  const files = readTemplateFolder(folder);
  const faults = files.flatMap(({ name, source }) => lint(source, name));
  for (const fault of faults) say(`${fault.path}: ${fault.message}`);
  if (faults.length > 0) throw new CareError('templates', `${faults.length} fault(s) in ${files.length} templates`);
  say(`${files.length} templates, no fault`);
}

async function exportTo({ open, say }: CommandContext, folder: string): Promise<void> {
  const { features } = await open();
  await features.templates.restock();
  const files = features.templates.exportTo();
  for (const { name, source } of files) {
    const path = join(folder, `${name}.md`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, source);
  }
  say(`${files.length} templates written to ${folder}`);
}

async function importFrom({ open, say }: CommandContext, folder: string): Promise<void> {
  const { features } = await open();
  const files = readTemplateFolder(folder);
  const faults = await features.templates.shelve(files);
  for (const fault of faults) say(`${fault.path}: ${fault.message}`);
  const faulty = new Set(faults.map((fault) => fault.path)).size;
  const inUse = new Set(features.templates.list().map(({ name }) => name));
  const withdrawn = files.filter(({ name }) => !inUse.has(name) && !faults.some(({ path }) => path.startsWith(name)));
  for (const { name } of withdrawn) say(`${name}: was withdrawn at the console and stays so; roll it back there`);
  say(`${files.length - faulty - withdrawn.length} of ${files.length} templates are in use`);
  if (faulty > 0)
    throw new CareError('templates', `${faulty} template(s) left out; their earlier versions stay in use`);
}
