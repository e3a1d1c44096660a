import { markdownBlocks, passagesOf } from '../../../src/features/library/passages';

describe('a document', () => {
  it('is cut along its headings, each passage under those above it', () => {
    const blocks = markdownBlocks(
      '先看这里\n\n# 净水器\n## 换滤芯\n半年换一次。\n\n拧下来再装上。\n## 清洗\n用软布擦。',
    );
    expect(passagesOf(blocks)).toEqual([
      { title: '', text: '先看这里' },
      { title: '净水器 · 换滤芯', text: '半年换一次。\n拧下来再装上。' },
      { title: '净水器 · 清洗', text: '用软布擦。' },
    ]);
  });

  it('whose paragraphs are long is cut between sentences, and nothing of it is lost', () => {
    const text = Array.from({ length: 60 }, (_, index) => `这是第${index}句话，说明怎么用这台机器。`).join('');
    const passages = passagesOf([{ heading: '说明', text }]);
    expect(passages.map((each) => each.text).join('')).toBe(text);
    expect(passages.length).toBeGreaterThan(1);
    for (const passage of passages) {
      expect(passage.text.length).toBeLessThanOrEqual(400);
      expect(passage.text).toMatch(/。$/);
    }
  });

  it('without a single mark is cut all the same', () => {
    const passages = passagesOf([{ heading: '', text: '水'.repeat(1_000) }]);
    expect(passages.map(({ text }) => text.length)).toEqual([400, 400, 200]);
  });

  it('of blanks alone has no passage', () => {
    expect(passagesOf(markdownBlocks('# 标题\n\n   \n'))).toEqual([]);
  });
});
