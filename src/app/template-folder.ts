import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TemplateFile {
  /** `<play>/<name>`, e.g. `birthday/warm`. */
  name: string;
  source: string;
}

/** All `<play>/<name>.md` below a folder, in order of name. */
export function readTemplateFolder(folder: string): TemplateFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[^/]+\/[^/]+\.md$/.test(path))
    .sort()
    .map((path) => ({ name: path.replace(/\.md$/, ''), source: readFileSync(join(folder, path), 'utf8') }));
}
