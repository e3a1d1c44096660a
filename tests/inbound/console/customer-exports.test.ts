import ExcelJS from 'exceljs';
import { consoleBase, csrfHeader } from '../../../src/contract/console/endpoint';
import { AuditEntry } from '../../../src/model/audit-entry';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeAll(async () => {
  world = await startWorld();
  world.rep('rep.lin', '林晓');
  admin = await memberAt(world, 'admin');
  for (const name of ['=1+1', '安琪', '白露']) {
    const externalUserId = await world.customer({ name });
    await world.api('POST', '/customers/import', [{ externalUserId, mobile: '13812345678' }]);
  }
}, 120_000);
afterAll(() => world.stop());

async function exported(query: string, visitor = admin) {
  const path = `${consoleBase}/customers/export?${query}`;
  const response = await visitor.fetch('POST', path, { [csrfHeader]: visitor.csrfToken });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, bytes, text: bytes.toString('utf8') };
}

describe('customers of a filter', () => {
  test('go out as CSV, masked, with no cell that is a formula, and it is written down', async () => {
    const { status, text } = await exported('format=csv&repUserId=rep.lin');
    expect(status).toBe(200);
    const [head, ...rows] = text.trimEnd().split('\n');
    expect(head).toMatch(/^\ufeff客户ID,姓名,备注名,手机号/);
    expect(rows).toHaveLength(3);
    expect(text).toContain(",'=1+1,");
    expect(text).toContain('138****5678');
    expect(text).not.toContain('13812345678');
    const [entry] = await world.app.dataSource.getRepository(AuditEntry).findBy({ action: 'customers.exported' });
    expect(entry).toMatchObject({ summary: '导出了 3 位客户', after: { filter: { repUserId: 'rep.lin' } } });
  });

  test('go out as a workbook whose cells are texts', async () => {
    const { bytes } = await exported('format=xlsx&mobiles=clear');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const sheet = book.getWorksheet('客户')!;
    expect(sheet.rowCount).toBe(4);
    const names = [2, 3, 4].map((row) => sheet.getRow(row).getCell(2));
    expect(names.map(({ value }) => value)).toContain('=1+1');
    expect(names.every(({ formula }) => !formula)).toBe(true);
    expect(sheet.getRow(2).getCell(4).value).toBe('13812345678');
  });

  test('go out to nobody without the right, a fresh proof, and a form that there is', async () => {
    expect((await exported('format=csv', await memberAt(world, 'operator'))).status).toBe(403);
    expect((await exported('format=pdf')).status).toBe(400);
    expect((await exported('format=csv&stage=unknown')).status).toBe(400);
    const { csrfToken } = admin;
    admin.csrfToken = '';
    expect((await exported('format=csv')).status).toBe(403);
    admin.csrfToken = csrfToken;
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    expect((await exported('format=csv')).text).toContain('proof_needed');
  });
});
