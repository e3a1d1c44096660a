import { execFile } from 'node:child_process';
import { CareError } from '../../kernel/errors';
import { documentTexts } from './texts';

const mostMs = 20_000;
const mostOut = 16 * 1024 * 1024;

/**
 * Reads the file that comes by standard input. Text and not a module: it runs by itself, built or not, and gets
 * the packages by their places.
 */
const program = `
const [kind, place] = process.argv.slice(1);
const pieces = [];
process.stdin.on('data', (piece) => pieces.push(piece)).on('end', () => {
  readers[kind](Buffer.concat(pieces)).then(
    (read) => process.stdout.write(JSON.stringify(read)),
    (error) => process.stdout.write(JSON.stringify({ fault: String(error && error.name) })),
  );
});
const readers = {
  async pdf(bytes) {
    const { getDocumentProxy, extractText } = require(place);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
    return { pages: text };
  },
  async docx(buffer) {
    const mammoth = require(place);
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    return { html: (await mammoth.convertToHtml({ buffer }, { convertImage })).value };
  },
};
`;

type Read = { pages?: string[]; html?: string; fault?: string };
const packages = { pdf: () => require.resolve('unpdf'), docx: () => require.resolve('mammoth') };

/**
 * Reads a document in a process of its own: whatever the file does to its reader, it does to nobody else.
 *
 * @throws CareError `broken_file`, `locked_file`, `slow_file`, 422
 */
export async function readInChild(kind: 'pdf' | 'docx', name: string, bytes: Buffer): Promise<Read> {
  const read = await run(kind, name, bytes);
  if (read.fault === 'PasswordException') throw refused('locked_file', documentTexts.locked(name));
  if (read.fault !== undefined) throw refused('broken_file', documentTexts.broken(name), read.fault);
  return read;
}

function run(kind: 'pdf' | 'docx', name: string, bytes: Buffer): Promise<Read> {
  const args = ['--max-old-space-size=512', '--no-warnings', '-e', program, kind, packages[kind]()];
  return new Promise((resolve, reject) => {
    // Nothing of ours in its environment.
    const options = { timeout: mostMs, killSignal: 'SIGKILL', maxBuffer: mostOut, env: {} } as const;
    const child = execFile(process.execPath, args, options, (error, out) => {
      if (error?.killed) return reject(refused('slow_file', documentTexts.tooSlow(name), error));
      if (error) return reject(refused('broken_file', documentTexts.broken(name), error));
      // Our own program wrote it.
      resolve(JSON.parse(out) as Read);
    });
    // A reader that died does not take the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(bytes);
  });
}

function refused(code: string, message: string, cause?: unknown): CareError {
  return new CareError(code, message, { status: 422, cause });
}
