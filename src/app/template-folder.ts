import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Bundle } from '../features/templates/template-bundle';

/** `birthday/warm.md` */
const textPath = /^[^/]+\/[^/]+\.md$/;
/** `assets/<SHA-256>/贺卡.jpg`: an image that texts name by its hash. */
const imagePath = /^assets\/[0-9a-f]{64}\/[^/]+$/;

/** All `<play>/<name>.md` below a folder, in order of name. */
export function readTemplateFolder(folder: string): Bundle['templates'] {
  return pathsIn(folder, textPath).map((path) => {
    return { name: path.replace(/\.md$/, ''), source: readFileSync(join(folder, path), 'utf8') };
  });
}

/** The texts of a folder with their images. */
export function readBundle(folder: string): Bundle {
  const images = pathsIn(folder, imagePath).map((path) => {
    return { id: basename(dirname(path)), fileName: basename(path), content: readFileSync(join(folder, path)) };
  });
  return { templates: readTemplateFolder(folder), images };
}

export function writeBundle(folder: string, { templates, images }: Bundle): void {
  for (const { name, source } of templates) write(join(folder, `${name}.md`), source);
  for (const { id, fileName, content } of images) {
    const place = join(folder, 'assets', id);
    // The same image under another name would come in twice.
    if (!existsSync(place)) write(join(place, fileName), content);
  }
}

function pathsIn(folder: string, form: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => form.test(path))
    .sort();
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
