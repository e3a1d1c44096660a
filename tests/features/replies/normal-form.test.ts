import { projectRoot } from '../../../src/app/project-root';
import { readLexicon } from '../../../src/app/understanding';
import { abridge, evenOut } from '../../../src/features/replies/normal-form';
import { Spelling } from '../../../src/features/replies/spelling';

const root = projectRoot();
const spelling = new Spelling(readLexicon(root).spellings);

describe('a message, evened out', () => {
  it.each([
    ['淨水器的濾芯ＡＢ１２？', '净水器的滤芯ab12?'],
    ['我們家囡囡', '我们家囡囡'],
    ['𠮷野家🎂　好', '𠮷野家🎂 好'],
  ])('%s keeps its length', (written, even) => {
    expect(evenOut(written)).toBe(even);
    expect(evenOut(written)).toHaveLength(written.length);
  });
});

describe('a message, respelt', () => {
  it.each([
    ['zhuan ren gong', '转人工'],
    ['td', '退订'],
    ['退丁', '退订'],
    ['恁甭给俺发了', '你不要给我发了'],
    ['😡😡', '生气 生气'],
  ])('%s', (written, meant) => expect(spelling.read(written)).toBe(meant));
});

describe('a message, abridged', () => {
  it.each([
    ['退订退订退订退订', '退订退订'],
    ['人工'.repeat(5_000), '人工人工'],
    ['在吗', '在吗'],
  ])('%s', (written, short) => expect(abridge(written)).toBe(short));

  it('keeps how it begins and how it ends', () => {
    const digits = Array.from({ length: 3_000 }, (_, index) => String(index)).join(' ');
    const short = abridge(`开头${digits}转人工`);
    expect(short.length).toBeLessThan(1_300);
    expect(short).toMatch(/^开头[^]*转人工$/);
  });
});
