import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateFile } from '../../../src/features/templates/template-shelf';

const folder = join(__dirname, '../../../templates');

/** The files under `templates/`, as they are shipped. */
export function shippedTemplates(): TemplateFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => ({
      name: path.replace(/\\/g, '/').replace(/\.md$/, ''),
      source: readFileSync(join(folder, path), 'utf8'),
    }));
}
