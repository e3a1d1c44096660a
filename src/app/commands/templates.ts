import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CareError } from '../../kernel/errors';
import { systemActor } from '../../features/access/audit-trail';
import { lint } from '../../features/templates/lint';
import { projectRoot } from '../project-root';
import { readBundle, readTemplateFolder, writeBundle } from '../template-folder';
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
  const bundle = await features.templateDesk.bundles.giveOut();
  writeBundle(folder, bundle);
  say(`${bundle.templates.length} templates and ${bundle.images.length} images written to ${folder}`);
}

async function importFrom({ open, say }: CommandContext, folder: string): Promise<void> {
  const { features } = await open();
  const bundle = readBundle(folder);
  const faults = await features.templateDesk.bundles.takeIn(systemActor, bundle, false);
  for (const fault of faults) say(`${fault.path}: ${fault.message}`);
  const isFaulty = (name: string) => faults.some(({ path }) => path === name || path.startsWith(`${name}.`));
  const sound = bundle.templates.filter(({ name }) => !isFaulty(name));
  const inUse = new Set(features.templates.list().map(({ name }) => name));
  const withdrawn = sound.filter(({ name }) => !inUse.has(name));
  for (const { name } of withdrawn) say(`${name}: was withdrawn at the console and stays so; roll it back there`);
  say(`${sound.length - withdrawn.length} of ${bundle.templates.length} templates are in use`);
  if (faults.length > 0) {
    const left = bundle.templates.length - sound.length;
    throw new CareError(
      'templates',
      `${faults.length} fault(s): ${left} template(s) left out, their earlier versions stay`,
    );
  }
}
