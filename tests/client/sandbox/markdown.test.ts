import { readInline, readMarkdown } from '../../../src/client/sandbox/wecom/markdown';

describe("WeCom's markdown", () => {
  it('is read into headings, quotes, lines and gaps', () => {
    expect(readMarkdown('## 早上好\n\n\n> 第一行\n> 第二行\n1. 周小满')).toEqual([
      { kind: 'heading', level: 2, children: [{ kind: 'text', text: '早上好' }] },
      { kind: 'gap' },
      { kind: 'quote', lines: [[{ kind: 'text', text: '第一行' }], [{ kind: 'text', text: '第二行' }]] },
      { kind: 'line', children: [{ kind: 'text', text: '1. 周小满' }] },
    ]);
  });

  it('keeps the order of marks and reads them inside one another', () => {
    expect(readInline('你好 **<font color="warning">今天</font>** `代码` 完')).toEqual([
      { kind: 'text', text: '你好 ' },
      { kind: 'bold', children: [{ kind: 'font', color: 'warning', children: [{ kind: 'text', text: '今天' }] }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: '代码' },
      { kind: 'text', text: ' 完' },
    ]);
  });

  it('opens web addresses only', () => {
    expect(readInline('[任务](https://a.example/t?x=1)')).toEqual([
      { kind: 'link', href: 'https://a.example/t?x=1', children: [{ kind: 'text', text: '任务' }] },
    ]);
    expect(readInline('[任务](javascript:alert)')).toEqual([{ kind: 'text', text: '任务' }]);
  });

  it('leaves what it does not know as plain words', () => {
    const odd = '<img src=x onerror=alert> <font color="red">红</font> **没有结束';
    expect(readMarkdown(odd)).toEqual([{ kind: 'line', children: [{ kind: 'text', text: odd }] }]);
  });
});
