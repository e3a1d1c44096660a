import iconv from 'iconv-lite';
import type { ReadDocument } from '../../features/library/document-desk';
import { type DocumentBlock, markdownBlocks } from '../../features/library/passages';
import { CareError } from '../../kernel/errors';
import type { DocumentFormat } from '../../model/library-document';
import { readTable } from '../files/table-file';
import { bufferSource } from '../files/table-source';
import { zipFault } from '../files/zip-size';
import { readInChild } from './document-child';
import { htmlText } from './html-text';
import { isSwollenPdf } from './pdf-size';
import { documentTexts } from './texts';

/** A larger file is not taken. */
export const mostMegabytes = 20;
export const mostDocumentBytes = mostMegabytes * 1024 * 1024;
/** A document that unpacks to more is none. */
const mostUnpackedMb = 100;

const formats: Record<string, DocumentFormat> = {
  md: 'markdown',
  markdown: 'markdown',
  txt: 'markdown',
  docx: 'docx',
  pdf: 'pdf',
  csv: 'csv',
};

type Reader = (name: string, bytes: Buffer) => Promise<DocumentBlock[]>;
const readers: Record<DocumentFormat, Reader> = {
  markdown: async (_, bytes) => markdownBlocks(decoded(bytes)),
  docx: readDocx,
  pdf: readPdf,
  csv: readCsv,
};

/**
 * Reads what a document says, by its name's ending.
 *
 * @throws CareError 422 in words that name the file and the mend
 */
export async function readDocument(name: string, bytes: Buffer): Promise<Omit<ReadDocument, 'folder'>> {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (ending === 'doc') throw refused('old_word', documentTexts.oldWord(name));
  const format = Object.hasOwn(formats, ending) ? formats[ending] : undefined;
  if (!format) throw refused('unknown_format', documentTexts.unknownFormat(name));
  if (bytes.length === 0) throw refused('empty_file', documentTexts.empty(name));
  return { fileName: name, format, bytes: bytes.length, blocks: await readers[format](name, bytes) };
}

async function readPdf(name: string, bytes: Buffer): Promise<DocumentBlock[]> {
  if (!bytes.subarray(0, 1024).includes('%PDF-')) throw refused('broken_file', documentTexts.broken(name));
  if (await isSwollenPdf(bytes, mostUnpackedMb * 1024 * 1024)) throw swollen(name);
  const { pages = [] } = await readInChild('pdf', name, bytes);
  if (pages.every((page) => page.trim() === '')) throw refused('no_text', documentTexts.noPdfText(name));
  return pages.map((text, index) => ({ heading: `第 ${index + 1} 页`, text: plainCharacters(text) }));
}

/** Many PDFs say ⼀ and ⼆, signs of radicals that look like 一 and 二 and are found by nobody. */
function plainCharacters(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (sign) => sign.normalize('NFKC'));
}

async function readDocx(name: string, bytes: Buffer): Promise<DocumentBlock[]> {
  const fault = await zipFault(bufferSource(bytes), mostUnpackedMb * 1024 * 1024);
  if (fault === 'swollen') throw swollen(name);
  if (fault === 'broken') throw refused('broken_file', documentTexts.broken(name));
  const { html = '' } = await readInChild('docx', name, bytes);
  return markdownBlocks(htmlText(html));
}

/** A row is a passage: each cell behind its column's name. */
async function readCsv(name: string, bytes: Buffer): Promise<DocumentBlock[]> {
  const blocks: DocumentBlock[] = [];
  let header: string[] | null = null;
  for await (const { row, cells } of readTable(bufferSource(bytes))) {
    if (header === null) {
      header = cells;
      continue;
    }
    const columns = header;
    const nameOf = (index: number) => columns[index] || `第 ${index + 1} 列`;
    const formulaAt = cells.findIndex((cell) => /^(?:=|@[A-Za-z])/.test(cell));
    if (formulaAt >= 0) throw refused('formula_cell', documentTexts.formulaCell(name, row, nameOf(formulaAt)));
    const told = cells.flatMap((cell, index) => (cell === '' ? [] : [`${nameOf(index)}：${cell}`]));
    blocks.push({ heading: cells[0] ?? '', text: told.join('；') });
  }
  return blocks;
}

/** UTF-8, or what old editors in China write. */
function decoded(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? iconv.decode(bytes, 'gb18030') : text;
}

function swollen(name: string): CareError {
  return refused('swollen_file', documentTexts.swollen(name, mostUnpackedMb));
}

function refused(code: string, message: string): CareError {
  return new CareError(code, message, { status: 422 });
}
