import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { consoleBase, csrfHeader } from '../../../src/contract/console/endpoint';
import { AuditEntry } from '../../../src/model/audit-entry';
import { Batch } from '../../../src/model/batch';
import { BatchPart } from '../../../src/model/batch-part';
import { Customer } from '../../../src/model/customer';
import { Product } from '../../../src/model/product';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeAll(async () => {
  world = await startWorld();
  admin = await memberAt(world, 'admin');
}, 120_000);
afterAll(() => world.stop());

async function upload(visitor: Visitor, rows: string, content: Buffer | ReadableStream, headers = {}, name = '表.csv') {
  const streamed = content instanceof ReadableStream ? { duplex: 'half' } : {};
  const response = await fetch(`${world.url}${consoleBase}/imports?rows=${rows}&name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: {
      cookie: visitor.cookieHeader,
      'x-forwarded-for': '127.0.0.1',
      [csrfHeader]: visitor.csrfToken,
      'content-type': 'application/octet-stream',
      ...headers,
    },
    body: content as BodyInit,
    ...streamed,
  });
  const body = await response.json().catch(() => null);
  return { status: response.status, body };
}

/** Uploads and waits until it is checked. */
async function checked(rows: string, content: Buffer, visitor = admin) {
  const { status, body } = await upload(visitor, rows, content);
  expect(status).toBe(200);
  await world.settle();
  return (await visitor.ask('GET', `/batches/${body.id}`)).body;
}

async function started(id: string, visitor = admin) {
  expect((await visitor.ask('POST', `/imports/${id}/start`)).status).toBe(200);
  await world.settle();
  return (await visitor.ask('GET', `/batches/${id}`)).body;
}

async function rejectsOf(id: string, visitor = admin): Promise<string> {
  const response = await visitor.fetch('POST', `${consoleBase}/imports/${id}/rejects`, {
    [csrfHeader]: visitor.csrfToken,
  });
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
}

const customers = () => world.app.dataSource.getRepository(Customer);
const parts = (batchId: string) => world.app.dataSource.getRepository(BatchPart).findBy({ batchId });

describe('a file of customers', () => {
  const csv = [
    '客户ID,姓名,生日,手机号,备注,颜色',
    'wm_i1,周明,1990-08-15,13900001111,=HYPERLINK("http://x.cn"),红',
    'wm_i2,+吴亮,不知道,13900002222,喜欢茶,蓝',
    'wm_i3,郑洁,,123,,',
  ].join('\n');

  test.each([
    ['UTF-8', Buffer.from(csv)],
    ['GBK', iconv.encode(csv, 'gbk')],
  ])('in %s is tried first, keeps nothing, and says what would come of it', async (_encoding, content) => {
    const before = await customers().count();
    const batch = await checked('customers', content);
    expect(batch).toMatchObject({
      state: 'checked',
      total: 3,
      done: 3,
      failed: 2,
      counts: { created: 1, updated: 0, unchanged: 0, rejected: 2 },
      ignoredColumns: ['颜色'],
    });
    expect(await customers().count()).toBe(before);
    const { body } = await admin.ask('GET', `/imports/${batch.id}/preview`);
    expect(body.columns[1]).toBe('姓名');
    expect(body.rows[0]).toContain('=HYPERLINK("http://x.cn")');
    expect(body.faults).toContainEqual({ row: 3, field: '生日', reason: expect.stringContaining('日期') });
    await admin.ask('POST', `/batches/${batch.id}/cancel`);
    expect(await parts(batch.id)).toEqual([]);
  });

  test('is imported when its member says so; refused rows come back with their reasons and run no formula', async () => {
    const { id } = await checked('customers', Buffer.from(csv));
    expect(await started(id)).toMatchObject({ state: 'done', total: 3, done: 3, failed: 2, counts: { created: 1 } });
    expect(await customers().findOneBy({ externalUserId: 'wm_i1' })).toMatchObject({ name: '周明' });
    expect(await customers().findOneBy({ externalUserId: 'wm_i2' })).toBeNull();
    const [head, first] = (await rejectsOf(id)).split('\n');
    expect(head).toBe('\ufeff行号,字段,原因,客户ID,姓名,生日,手机号,备注,颜色');
    expect(first).toMatch(/^3,生日,日期无法识别.*,wm_i2,'\+吴亮,不知道/);
    // What is read from a cell stays text.
    const note = (await world.app.features.profiles.getProfile('wm_i1')).note;
    expect(note).toBe('=HYPERLINK("http://x.cn")');
    expect((await parts(id)).every(({ file }) => file === 'rejects')).toBe(true);
    expect((await parts(id)).every(({ sealed }) => !sealed.includes('吴亮'))).toBe(true);
    const entries = await world.app.dataSource.getRepository(AuditEntry).findBy({ subject: `batch:${id}` });
    expect(entries.map(({ action }) => action)).toEqual(['batch.import']);
    // A second word finds nothing to start.
    expect((await admin.ask('POST', `/imports/${id}/start`)).status).toBe(409);
    expect((await admin.ask('POST', `/batches/${id}/cancel`)).status).toBe(409);
  });

  test('a week later is forgotten with its rows', async () => {
    const { id } = await checked('customers', Buffer.from(csv));
    await world.app.features.batches.purge(world.clock.now() + 1);
    expect(await parts(id)).toEqual([]);
    expect((await admin.ask('GET', `/batches/${id}`)).status).toBe(404);
  });
});

describe('a workbook of products', () => {
  test('is read like a CSV; a formula is its last value, never asked again', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('商品');
    sheet.addRow(['商品编码', '商品名称', '价格', '标签']);
    sheet.addRow(['IMP-1', '保温壶', 199, '厨房、送礼']);
    sheet.addRow(['IMP-2', { formula: 'HYPERLINK("http://x.cn","点我")', result: '点我' }, 20, '']);
    sheet.addRow(['IMP-3', '坏价格', '很贵', '']);
    const batch = await checked('products', Buffer.from(await book.xlsx.writeBuffer()));
    expect(batch).toMatchObject({ total: 3, failed: 1, counts: { created: 2, rejected: 1 } });
    await started(batch.id);
    const products = world.app.dataSource.getRepository(Product);
    expect(await products.findOneBy({ sku: 'IMP-1' })).toMatchObject({ priceCents: 19_900, tags: ['厨房', '送礼'] });
    expect(await products.findOneBy({ sku: 'IMP-2' })).toMatchObject({ name: '点我' });
  });

  test('that would unpack to more than the limit is refused with words', async () => {
    const batch = await checked('products', bomb());
    expect(batch).toMatchObject({ state: 'failed', why: expect.stringContaining('超过 200 MB') });
    expect(await parts(batch.id)).toEqual([]);
  }, 60_000);

  test('whose columns are not those of products is refused with their names', async () => {
    const batch = await checked('products', Buffer.from('编码,叫什么\n1,2'));
    expect(batch).toMatchObject({ state: 'failed', why: expect.stringContaining('商品名称') });
  });
});

describe('an upload', () => {
  test.each([true, false])(
    'of 200 MB is refused with the limit and keeps nothing (length told: %s)',
    async (told) => {
      const before = await world.app.dataSource.getRepository(Batch).count();
      const piece = new Uint8Array(1024 * 1024).fill(44);
      let left = told ? 200 : 21;
      const body = told
        ? Buffer.alloc(200 * 1024 * 1024, 44)
        : new ReadableStream({ pull: (to) => (left-- > 0 ? to.enqueue(piece) : to.close()) });
      const answer = await upload(admin, 'customers', body);
      expect(answer).toMatchObject({ status: 413, body: { detail: expect.stringContaining('20 MB') } });
      expect(await world.app.dataSource.getRepository(Batch).count()).toBe(before);
      expect(await world.app.dataSource.getRepository(BatchPart).countBy({ file: 'upload' })).toBe(0);
    },
    60_000,
  );

  test('wants the right for its rows, the page’s token, and rows that there are', async () => {
    const operator = await memberAt(world, 'operator');
    const lead = await memberAt(world, 'lead');
    const auditor = await memberAt(world, 'auditor');
    const csv = Buffer.from('商品编码,商品名称\nIMP-9,杯子');
    expect((await upload(lead, 'customers', csv)).status).toBe(403);
    expect((await upload(auditor, 'products', csv)).status).toBe(403);
    expect((await upload(operator, 'people', csv)).status).toBe(400);
    expect((await upload(operator, 'products', csv, { [csrfHeader]: '' })).status).toBe(403);
    expect((await upload(operator, 'products', Buffer.alloc(0))).status).toBe(422);
    const { id } = await checked('products', csv, operator);
    // Somebody else's is not there.
    for (const path of [`/batches/${id}`, `/imports/${id}/preview`]) {
      expect([path, (await admin.ask('GET', path)).status]).toEqual([path, 404]);
    }
    expect((await admin.ask('POST', `/imports/${id}/start`)).status).toBe(404);
    expect(await started(id, operator)).toMatchObject({ state: 'done', counts: { created: 1 } });
    expect((await operator.ask('GET', '/batches')).body.batches).toHaveLength(1);
  });
});

/** A workbook of one part, 300 MB of nothing. */
function bomb(): Buffer {
  const name = Buffer.from('xl/sharedStrings.xml');
  const packed = deflateRawSync(Buffer.alloc(300 * 1024 * 1024));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(1_000, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(1_000, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}
