import { consoleBase, csrfHeader } from '../../../src/contract/console/endpoint';
import { startWorld, type World } from '../../support/world';
import { pdfFile } from '../../support/pdf-file';
import { type Answer, memberAt, type Visitor } from './console-world';

let world: World;
beforeEach(async () => void (world = await startWorld()));
afterEach(() => world.stop());

const draft = {
  title: '滤芯多久换',
  text: '{{customer.name}}，滤芯建议半年换一次。',
  questions: ['芯子用多久'],
  intents: ['usage-question'],
  products: ['WP-100'],
  replyKind: 'answer',
  folder: '净水器',
  play: null,
  scope: 'corp',
  departmentId: null,
  off: false,
};

const created = async (by: Visitor, more: object = {}): Promise<Answer> =>
  by.ask('POST', '/library/entries', { kind: 'script', entry: { ...draft, ...more } });

const found = async (by: Visitor, q: string): Promise<string[]> => {
  const { body } = await by.ask('GET', `/library/search?q=${encodeURIComponent(q)}`);
  return body.hits.map((hit: { title: string }) => hit.title);
};

async function upload(by: Visitor, name: string, bytes: Buffer, more: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${world.url}${consoleBase}/library/documents?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie: by.cookieHeader, [csrfHeader]: by.csrfToken, ...more },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: await response.json() };
}

describe('a script', () => {
  it('is found as soon as it is written, by what customers call it, with its source and the words that made it so', async () => {
    const operator = await memberAt(world, 'operator', { name: '运营小李' });
    const { status, body } = await created(operator);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ title: '滤芯多久换', mine: true, editorName: '运营小李' }),
    ]);
    const search = await operator.ask('GET', `/library/search?q=${encodeURIComponent('芯子啥时候换')}`);
    expect(search.body).toMatchObject({ searched: 1, hits: [{ id: body.id, source: '净水器 · 滤芯多久换' }] });
    expect(search.body.hits[0].matched).toEqual(expect.arrayContaining(['芯子', '半年']));
    const guide = await operator.ask('GET', '/library/guide');
    expect(guide.body.folders).toEqual([{ kind: 'script', folder: '净水器', count: 1 }]);
  });

  it('that two edit at once is not overwritten: the second sees the newer one', async () => {
    const [one, other] = [await memberAt(world, 'operator'), await memberAt(world, 'admin')];
    const { id, revision } = (await created(one)).body;
    const save = (by: Visitor, title: string, on: number) =>
      by.ask('PUT', `/library/entries/${id}`, { revision: on, entry: { ...draft, title } });
    expect((await save(one, '滤芯半年一换', revision)).body).toMatchObject({ title: '滤芯半年一换' });
    expect(await save(other, '滤芯换新', revision)).toMatchObject({
      status: 409,
      body: { type: 'urn:jiuban:problem:stale_edit', current: { title: '滤芯半年一换' } },
    });
    expect((await one.ask('DELETE', `/library/entries/${id}`, { revision })).status).toBe(409);
    expect(await found(one, '滤芯')).toEqual(['滤芯半年一换']);
  });

  it('that is switched off or removed is found no more', async () => {
    const operator = await memberAt(world, 'operator');
    const { id, revision } = (await created(operator)).body;
    const off = await operator.ask('PUT', `/library/entries/${id}`, { revision, entry: { ...draft, off: true } });
    expect(await found(operator, '滤芯')).toEqual([]);
    const on = { revision: off.body.revision, entry: draft };
    const again = await operator.ask('PUT', `/library/entries/${id}`, on);
    expect(await found(operator, '滤芯')).toHaveLength(1);
    await operator.ask('DELETE', `/library/entries/${id}`, { revision: again.body.revision });
    expect(await found(operator, '滤芯')).toEqual([]);
    expect((await operator.ask('GET', `/library/entries/${id}`)).status).toBe(404);
    const { body } = await operator.ask('GET', '/library/entries?kind=script');
    expect(body).toEqual({ entries: [], total: 0 });
  });

  it('with a wrong variable, a word that it may not say or a formula is refused in words', async () => {
    const operator = await memberAt(world, 'operator');
    const refusals: [object, RegExp][] = [
      [{ text: '{{customer.nick}}好' }, /customer\.name/],
      [{ text: '这是全网最低价' }, /最低价/],
      [{ text: '生日快乐，送您一张优惠券', play: 'birthday' }, /优惠/],
      [{ text: '给您打折', intents: ['complaint'] }, /打折/],
      [{ text: '=HYPERLINK("http://x")' }, /表格公式/],
    ];
    for (const [more, words] of refusals) {
      const { status, body } = await created(operator, more);
      expect([status, JSON.stringify(body)]).toEqual([422, expect.stringMatching(words)]);
    }
    expect(await found(operator, '生日 折扣 好')).toEqual([]);
  });

  it('is told where it is wrong, while it is written', async () => {
    const operator = await memberAt(world, 'operator');
    const text = '您好\n{{customer.nick}}，首选我们';
    const { body } = await operator.ask('POST', '/library/check', { text, play: null, intents: [] });
    expect(body.faults).toEqual([
      {
        words: expect.stringContaining('customer.name'),
        position: { line: 2, column: 3, length: 13, word: 'customer.nick' },
      },
      { words: expect.stringContaining('首选'), position: { line: 2, column: 19, length: 2, word: '首选' } },
    ]);
  });
});

describe('whose a script is', () => {
  it('a rep writes their own, which colleagues neither find nor see', async () => {
    world.rep('rep.lin');
    world.rep('rep.qiao', '乔乔');
    await world.app.features.contacts.sync();
    const lin = await memberAt(world, 'rep', { repUserId: 'rep.lin' });
    const qiao = await memberAt(world, 'rep', { repUserId: 'rep.qiao' });
    const { status, body } = await created(lin, { scope: 'personal' });
    expect([status, body.ownerRepUserId]).toEqual([200, 'rep.lin']);
    expect(await found(lin, '滤芯')).toHaveLength(1);
    expect(await found(qiao, '滤芯')).toEqual([]);
    expect((await qiao.ask('GET', `/library/entries/${body.id}`)).status).toBe(404);
    expect((await qiao.ask('GET', '/library/entries?kind=script')).body.total).toBe(0);
    expect((await created(lin, { scope: 'corp' })).status).toBe(403);
    expect((await created(lin, { scope: 'team', departmentId: 1 })).status).toBe(403);
  });

  it('a lead writes for their own departments and changes nothing of the shop', async () => {
    const lead = await memberAt(world, 'lead', { departmentIds: [7] });
    const other = await memberAt(world, 'lead', { departmentIds: [8] });
    const operator = await memberAt(world, 'operator');
    const { id, revision } = (await created(operator)).body;
    expect((await lead.ask('GET', `/library/entries/${id}`)).body.mine).toBe(false);
    expect((await lead.ask('PUT', `/library/entries/${id}`, { revision, entry: draft })).status).toBe(403);
    expect((await created(lead, { title: '七组', scope: 'team', departmentId: 7 })).status).toBe(200);
    expect((await created(lead, { title: '八组', scope: 'team', departmentId: 8 })).status).toBe(403);
    expect(await found(lead, '滤芯')).toEqual(expect.arrayContaining(['七组', '滤芯多久换']));
    expect(await found(other, '滤芯')).toEqual(['滤芯多久换']);
    expect(await found(operator, '滤芯')).toHaveLength(2);
  });

  it('an auditor reads and changes nothing', async () => {
    const auditor = await memberAt(world, 'auditor');
    expect((await auditor.ask('GET', '/library/guide')).status).toBe(200);
    expect((await created(auditor)).status).toBe(403);
    expect((await upload(auditor, 'a.md', Buffer.from('# a\nb'))).status).toBe(403);
  });
});

describe('a document', () => {
  it('is found by its passages, and gives way to a newer one of its name', async () => {
    const operator = await memberAt(world, 'operator');
    const { status, body } = await upload(
      operator,
      '手册.md',
      Buffer.from('# 清洗\n炸篮用软布擦。\n# 存放\n放干燥处。'),
    );
    expect([status, body]).toEqual([200, expect.objectContaining({ fileName: '手册.md', passages: 2 })]);
    expect(await found(operator, '炸篮怎么擦')).toEqual(['手册.md · 清洗']);
    await upload(operator, '手册.md', Buffer.from('# 清洗\n炸篮可以水洗。'));
    const { body: list } = await operator.ask('GET', '/library/documents');
    expect(list.documents).toEqual([expect.objectContaining({ fileName: '手册.md', passages: 1 })]);
    expect((await operator.ask('GET', '/library/entries?kind=passage')).body.total).toBe(1);
    await operator.ask('DELETE', `/library/documents/${list.documents[0].id}`);
    expect(await found(operator, '炸篮')).toEqual([]);
  });

  it('without text, or too large, is refused with nothing kept', async () => {
    const operator = await memberAt(world, 'operator');
    expect(await upload(operator, '扫描.pdf', pdfFile([]))).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('OCR') },
    });
    expect(await upload(operator, '大.md', Buffer.alloc(21 << 20, '水'))).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining('20 MB') },
    });
    expect((await operator.ask('GET', '/library/documents')).body.documents).toEqual([]);
  });

  it('is the whole shop’s: a lead does not upload one', async () => {
    const lead = await memberAt(world, 'lead', { departmentIds: [7] });
    expect((await upload(lead, 'a.md', Buffer.from('# a\nb'))).status).toBe(403);
  });
});

it('what one node changes another finds', async () => {
  const operator = await memberAt(world, 'operator');
  const other = await world.startBeside();
  try {
    const search = () => other.features.library.search('滤芯', { kinds: ['script'], scope: 'all', limit: 3 });
    expect(await search()).toEqual([]);
    const { id, revision } = (await created(operator)).body;
    await other.features.library.follow();
    expect(await search()).toMatchObject([{ id }]);
    await operator.ask('DELETE', `/library/entries/${id}`, { revision });
    await other.features.library.follow();
    expect(await search()).toEqual([]);
  } finally {
    await other.stop();
  }
});
