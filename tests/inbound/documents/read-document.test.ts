import { deflateSync } from 'node:zlib';
import { readDocument } from '../../../src/inbound/documents/read-document';
import { officeFile, wordFile, wordParagraph } from '../../support/office-file';
import { pdfFile, pdfOf } from '../../support/pdf-file';

const read = (name: string, content: string | Buffer) => readDocument(name, Buffer.from(content));

describe('a document', () => {
  it('in Markdown is read by its headings, in UTF-8 or GBK', async () => {
    expect(await read('说明.md', '# 清洗\n用软布擦。')).toMatchObject({
      format: 'markdown',
      blocks: [{ heading: '清洗', text: '用软布擦。' }],
    });
    const gbk = Buffer.from([0xc2, 0xcb, 0xd0, 0xbe]);
    expect((await read('说明.txt', gbk)).blocks).toEqual([{ heading: '', text: '滤芯' }]);
  });

  it('of Word is read by its headings, lists and tables', async () => {
    const cell = (text: string) => `<w:tc>${wordParagraph(text)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('型号')}${cell('滤芯')}</w:tr></w:tbl>`;
    const body = wordParagraph('换滤芯', 1) + wordParagraph('关水 &amp; 拧下。') + table;
    expect((await read('手册.docx', wordFile(body))).blocks).toEqual([
      { heading: '换滤芯', text: expect.stringMatching(/^关水 & 拧下。\n+型号 \| 滤芯/) },
    ]);
  });

  it('in PDF is read by its pages', async () => {
    expect((await read('manual.pdf', pdfFile(['Change the filter', 'every 180 days']))).blocks).toEqual([
      { heading: '第 1 页', text: 'Change the filter\nevery 180 days' },
    ]);
  });

  it('in CSV has a passage for each row, each cell behind its column', async () => {
    expect((await read('规格.csv', '型号,流量,备注\nWP-100,1.5 升,\nWP-200,2 升,双出水\n')).blocks).toEqual([
      { heading: 'WP-100', text: '型号：WP-100；流量：1.5 升' },
      { heading: 'WP-200', text: '型号：WP-200；流量：2 升；备注：双出水' },
    ]);
  });
});

describe('refused, in words that name the file and the mend, is', () => {
  const refusals: [what: string, name: string, content: () => string | Buffer, words: RegExp][] = [
    ['a PDF without text', '扫描.pdf', () => pdfFile([]), /「扫描.pdf」里没有文字.*OCR/],
    [
      'a PDF that unpacks without end',
      '炸.pdf',
      () => pdfOf(deflateSync(Buffer.alloc(150 << 20))),
      /展开后超过 100 MB/,
    ],
    ['a PDF packed twice', '双.pdf', () => '%PDF-1.4 << /Filter [/FlateDecode /FlateDecode] >>', /展开后超过 100 MB/],
    ['what is no PDF', '假.pdf', () => 'hello', /「假.pdf」打不开.*重新导出/],
    ['a PDF cut off', '断.pdf', () => pdfFile(['a']).subarray(0, 60), /「断.pdf」打不开/],
    [
      'a Word file that unpacks without end',
      '炸.docx',
      () => officeFile({ 'word/document.xml': Buffer.alloc(150 << 20) }),
      /「炸.docx」展开后超过 100 MB.*Markdown/,
    ],
    ['a zip that is no Word file', '包.docx', () => officeFile({ 'a.txt': 'a' }), /「包.docx」打不开/],
    ['what is no zip', '假.docx', () => 'hello', /「假.docx」打不开/],
    ['an old Word file', '旧.doc', () => 'x', /另存为 .docx/],
    ['a program', 'x.exe', () => 'x', /Markdown、Word（.docx）、PDF 或 CSV/],
    ['an empty file', '空.md', () => '', /「空.md」是空的/],
    ['a CSV with a formula', '价.csv', () => '型号,价格\nA,=1+1\n', /第 2 行「价格」是公式.*数值/],
  ];
  it.each(refusals)('%s', async (_, name, content, words) => {
    await expect(read(name, content())).rejects.toMatchObject({ message: expect.stringMatching(words) });
  });
});
