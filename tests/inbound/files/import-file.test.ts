import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { Commerce } from '../../../src/features/commerce/commerce';
import { cancelTouches } from '../../../src/features/profiles/touch-cancelling';
import { importFile, type ImportKind } from '../../../src/inbound/files/import-file';
import { Order } from '../../../src/model/order';
import { OrderItem } from '../../../src/model/order-item';
import { Product } from '../../../src/model/product';
import { profileWorld } from '../../features/profiles/profile-world';

async function fileWorld() {
  const world = await profileWorld();
  await world.customer();
  const { dataSource, clock, vault, profiles } = world;
  const commerce = new Commerce({
    dataSource,
    clock,
    vault,
    zone: 'Asia/Shanghai',
    settings: { deliveryDays: 3 },
    cancelTouches,
  });
  const folder = mkdtempSync(join(tmpdir(), 'jiuban-'));
  const file = join(folder, 'rows.csv');
  return {
    ...world,
    file,
    remove: async () => {
      await dataSource.destroy();
      await rm(folder, { recursive: true });
    },
    import: (kind: ImportKind, content: string | Buffer | null, onProgress?: (rows: number) => void) => {
      if (content !== null) writeFileSync(file, content);
      return importFile({
        kind,
        file,
        onProgress,
        verbs: {
          customers: (rows) => profiles.importCustomers(rows, 'import'),
          orders: (rows) => commerce.saveOrders(rows, 'import'),
          products: (rows) => commerce.saveProducts(rows),
          scripts: async () => [],
          knowledge: async () => [],
        },
      });
    },
    orders: () => dataSource.getRepository(Order).find({ order: { orderNo: 'ASC' } }),
    items: () => dataSource.getRepository(OrderItem).find({ order: { orderNo: 'ASC', line: 'ASC' } }),
    products: () => dataSource.getRepository(Product).find(),
  };
}

describe('importing a file', () => {
  let world: Awaited<ReturnType<typeof fileWorld>>;
  beforeEach(async () => {
    world = await fileWorld();
  });
  afterEach(() => world.remove());

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['GBK', (text: string) => iconv.encode(text, 'gbk')],
    ['UTF-16', (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true })],
  ])('reads customers from %s', async (_name, encode) => {
    const csv = '客户ID,姓名,农历生日,兴趣,结婚纪念日\r\nwm5,张三,八月十五,"茶、猫",2015-05-20\r\n';
    expect(await world.import('customers', encode(csv))).toMatchObject({ rows: 1, created: 1, rejected: 0 });
    expect(await world.profiles.getProfile('wm5')).toMatchObject({
      customer: { name: '张三', interests: ['茶', '猫'] },
      dates: [
        { kind: 'wedding', text: '2015年5月20日' },
        { kind: 'birthday', text: '农历八月十五', nextOn: '2027-09-15' },
      ],
    });
  });

  test('rows of one order are its lines; times are the shop’s', async () => {
    const csv = [
      '订单号,手机号,付款时间,商品编码,商品名称,数量,单价(元),订单金额,状态',
      'A1,13900000000,2027/1/5 12:00,ro-1,净水器,1,"1,999.00",2099.5,已签收',
      'A1,13900000000,2027/1/5 12:00,filter,滤芯,2,50.25,2099.5,已签收',
      'A2,,2027-01-06,,水杯,,,39.9,',
    ];
    const outcome = await world.import('orders', csv.join('\n'));
    expect(outcome).toMatchObject({ rows: 3, created: 1, rejected: 1 });
    expect(await world.orders()).toMatchObject([
      { orderNo: 'A1', paidAt: Date.UTC(2027, 0, 5, 4), totalCents: 209950, status: 'delivered', source: 'import' },
    ]);
    expect(await world.items()).toMatchObject([
      { sku: 'ro-1', quantity: 1, unitPriceCents: 199900 },
      { sku: 'filter', quantity: 2, unitPriceCents: 5025 },
    ]);
    expect(readFileSync(outcome.rejectedFile!, 'utf8')).toContain('请提供 externalUserId、unionId 或 mobile 之一');
    expect(await world.import('orders', csv.join('\n'))).toMatchObject({ unchanged: 1, rejected: 1 });
  });

  test('what is unsaid of an order is filled in', async () => {
    await world.import(
      'orders',
      'orderNo,externalUserId,paidAt,name,quantity,unitPrice\nA1,wm1,2027-01-05T12:00:00+08:00,水杯,2,39.9\n',
    );
    expect(await world.orders()).toMatchObject([{ totalCents: 7980, status: 'paid', deliveredOn: '2027-01-08' }]);
    expect(await world.items()).toMatchObject([{ sku: '水杯', name: '水杯' }]);
  });

  test('refused rows are written with row, field and reason, and can run no formula', async () => {
    const csv = [
      '客户ID,手机号,姓名,生日,会员卡',
      'wm5,,好,1990-08-15,1',
      'wm6,,=HYPERLINK("http://x"),2月31日,2',
      ',12,短,,3',
      'wm7,,八点,8.15,4',
    ];
    const outcome = await world.import('customers', csv.join('\n'));
    expect(outcome).toMatchObject({ rows: 4, created: 1, rejected: 3, ignoredColumns: ['会员卡'] });
    expect(outcome.rejectedFile).toBe(`${world.file}.rejected.csv`);
    const lines = readFileSync(outcome.rejectedFile!, 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('\uFEFF行号,字段,原因,客户ID,手机号,姓名,生日,会员卡');
    expect(lines[1]).toMatch(/^3,生日,日期无法识别.*,wm6,,"'=HYPERLINK/);
    expect(lines[2]).toMatch(/^4,手机号,/);
    expect(lines[3]).toMatch(/^5,生日,日期写法有歧义/);
    expect(await world.import('customers', csv.slice(0, 2).join('\n'))).toMatchObject({ rejectedFile: null });
    expect(existsSync(`${world.file}.rejected.csv`)).toBe(false);
  });

  test('an XLSX file is read like a CSV, with its own dates and numbers', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('订单');
    sheet.addRow(['订单号', '客户ID', '付款时间', '商品编码', '商品名称', '数量', '单价', '手机号']);
    sheet.addRow([
      'A1',
      'wm1',
      new Date(Date.UTC(2027, 0, 5, 12, 30)),
      'ro-1',
      { richText: [{ text: '净水' }, { text: '器' }] },
      1,
      1999.5,
      13900000000,
    ]);
    sheet.getCell('C2').numFmt = 'yyyy-mm-dd hh:mm';
    await book.xlsx.writeFile(world.file);
    expect(await world.import('orders', null)).toMatchObject({ created: 1, rejected: 0 });
    expect(await world.orders()).toMatchObject([{ paidAt: Date.UTC(2027, 0, 5, 4, 30), totalCents: 199950 }]);
    expect(await world.items()).toMatchObject([{ name: '净水器' }]);
  });

  test('products bring their rhythm', async () => {
    const csv = [
      '商品编码,商品名称,价格,使用指导,更换周期(天),提前提醒(天),耗材编码,配套商品',
      'ro-1,净水器,1999,"0|首次使用|先放水两分钟\n3|日常|看指示灯",180,7,filter,cup、kettle',
      'ro-2,台式机,999,没有竖线,,,,',
    ];
    expect(await world.import('products', csv.join('\n'))).toMatchObject({ created: 1, rejected: 1 });
    expect(await world.products()).toMatchObject([
      {
        priceCents: 199900,
        usageSteps: [{ day: 0, title: '首次使用', text: '先放水两分钟' }, { day: 3 }],
        consumable: { sku: 'filter', cycleDays: 180, leadDays: 7 },
        complements: ['cup', 'kettle'],
      },
    ]);
  });

  test('lines of one order that stand apart, or contradict each other, are refused', async () => {
    const csv = [
      'orderNo,externalUserId,paidAt,sku,name,unitPrice',
      'A1,wm1,2027-01-05,s1,一,1',
      'A2,wm1,2027-01-05,s1,一,1',
      'A1,wm1,2027-01-05,s2,二,1',
      'A3,wm1,2027-01-05,s1,一,1',
      'A3,wm2,2027-01-05,s2,二,1',
    ];
    expect(await world.import('orders', csv.join('\n'))).toMatchObject({ created: 2, rejected: 2 });
    expect(readFileSync(`${world.file}.rejected.csv`, 'utf8')).toContain('同一订单的各行须相邻');
  });

  test('a file that cannot be read is refused as a whole, with the mend', async () => {
    await expect(world.import('orders', '订单号,金额\nA1,3\n')).rejects.toThrow('缺少列');
    await expect(world.import('orders', '')).rejects.toThrow('文件是空的');
    await expect(world.import('orders', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toThrow('.xlsx');
    await expect(world.import('orders', 'PK\u0003\u0004 broken')).rejects.toThrow('Excel');
    await expect(importFile({ kind: 'orders', file: '/nowhere.csv', verbs: {} as never })).rejects.toThrow(
      '打不开文件',
    );
  });

  test('a long file is taken in batches, with progress', async () => {
    const rows = Array.from({ length: 450 }, (_, index) => `s${index},商品${index}`);
    const told: number[] = [];
    await world.import('products', ['sku,name', ...rows].join('\n'), (done) => told.push(done));
    expect(told).toEqual([200, 400, 450]);
    expect(await world.products()).toHaveLength(450);
  });
});
