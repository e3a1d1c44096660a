import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { touchSchema } from '../../src/contract/touch';
import { openStage, runCli, type Stage, until } from '../process/server';

const xiaoman = 'wmJiubanSample0001';
const chen = 'wmJiubanSample0002';
const zhao = 'wmJiubanSample0006';
const hourMs = 3_600_000;

// Each command is a process of its own.
jest.setTimeout(120_000);

let stage: Stage;

/** 2027-09-13 is a Monday; 中秋, and a birthday on 农历八月十五, is the Wednesday after it. */
beforeAll(async () => {
  stage = await openStage({ now: '2027-09-13T10:05:00+08:00' });
  // The commands alone: no server runs unless a test starts one.
  stage.sandbox.setCallbackUrl(undefined);
  expect(await stage.cli(['sync'])).toMatchObject({ code: 0 });
}, 180_000);

afterAll(() => stage.close());

function file(name: string, content: string | Buffer): string {
  const path = join(stage.folder, name);
  writeFileSync(path, content);
  return path;
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');
const records = (text: string) => lines(text).map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the command line', () => {
  test('without a command, or with one that is not there, tells which there are', async () => {
    for (const args of [[], ['dance']]) {
      const { code, stdout, stderr } = await stage.cli(args);
      expect([code, stdout]).toEqual([1, '']);
      for (const name of [
        'plan',
        'deliver',
        'sync',
        'explain',
        'import',
        'templates',
        'doctor',
        'members',
        'backup',
        'restore',
      ]) {
        expect(stderr).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      }
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  test('with an option that is not there refuses in a line, without a stack', async () => {
    const { code, stdout, stderr } = await stage.cli(['plan', '--day', '2027-09-15']);
    expect([code, stdout]).toEqual([1, '']);
    expect(lines(stderr).filter((line) => /^\s+at /.test(line))).toEqual([]);
    expect(stderr).toContain('--day');
  });
});

describe('import', () => {
  test('keeps good rows and writes the bad ones, with their reasons, to FILE.rejected.csv', async () => {
    const products = file(
      'products.csv',
      '商品编码,商品名称,价格,更换周期(天),提前提醒(天)\nF-1,滤芯,99.00,30,7\nF-2,,12,,\nF-3,水壶,很贵,,\n',
    );
    const { code, stdout } = await stage.cli(['import', 'products', products]);
    expect(code).toBe(0);
    expect(stdout).toContain('1 created, 0 updated, 0 unchanged, 2 rejected');
    expect(stdout).toContain(`${products}.rejected.csv`);
    const rejected = lines(readFileSync(`${products}.rejected.csv`, 'utf8'));
    expect(rejected).toHaveLength(3);
    expect(rejected[1]).toMatch(/^3,.*商品名称.*F-2/);
    expect(rejected[2]).toMatch(/^4,.*价格.*F-3/);
    expect(stage.rows('select sku from products')).toEqual([{ sku: 'F-1' }]);
  });

  test('reads GBK, tells its progress on stderr and only the outcome on stdout', async () => {
    const csv = `订单号,外部联系人ID,付款时间,商品编码,商品名称,数量,单价\n${[xiaoman, chen, zhao]
      .map((id, n) => `O-${n},${id},2027-08-19 12:00,F-1,滤芯,1,99`)
      .join('\n')}\n`;
    const { code, stdout, stderr } = await stage.cli([
      'import',
      'orders',
      file('orders.csv', iconv.encode(csv, 'gbk')),
    ]);
    expect([code, stdout]).toEqual([0, '3 created, 0 updated, 0 unchanged, 0 rejected\n']);
    expect(stderr).toMatch(/^3 rows$/m);
    expect(stage.rows('select name from order_items limit 1')).toEqual([{ name: '滤芯' }]);
    const again = await stage.cli(['import', 'orders', join(stage.folder, 'orders.csv')]);
    expect(again.stdout).toBe('0 created, 0 updated, 3 unchanged, 0 rejected\n');
    expect(existsSync(join(stage.folder, 'orders.csv.rejected.csv'))).toBe(false);
  });

  test("reads times without a zone in the shop's own", async () => {
    const csv = `订单号,外部联系人ID,付款时间,商品编码,数量,单价\nZ-1,wmJiubanSample0007,2027-08-01 12:00,F-1,1,99\n`;
    await stage.cli(['import', 'orders', file('zone.csv', csv)], { APP_TIMEZONE: 'Europe/Paris' });
    expect(stage.rows("select paidAt from orders where orderNo = 'Z-1'")).toEqual([
      { paidAt: Date.parse('2027-08-01T12:00:00+02:00') },
    ]);
  });

  test('reads XLSX', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('客户');
    sheet.addRows([
      ['外部联系人ID', '姓名', '农历生日', '退订'],
      [xiaoman, '周小满', '八月十五', '否'],
      [chen, '陈国栋', '', '是'],
    ]);
    const path = file('customers.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    const { code, stdout } = await stage.cli(['import', 'customers', path]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^0 created, 2 updated, 0 unchanged, 0 rejected/)]);
  });

  test('of an unknown kind or a missing file is refused in a line', async () => {
    for (const args of [['cats', 'x.csv'], ['customers'], ['customers', join(stage.folder, 'nowhere.csv')]]) {
      const { code, stdout, stderr } = await stage.cli(['import', ...args]);
      expect([code, stdout, lines(stderr).length]).toEqual([1, '', 1]);
    }
  });
});

describe('plan', () => {
  const day = '2027-09-15';

  test('with --dry-run --json prints one object a line, losers too, with the keys of /touches and externalUserId, and writes nothing', async () => {
    const { code, stdout, stderr } = await stage.cli(['plan', '--date', day, '--dry-run', '--json']);
    expect(code).toBe(0);
    const touches = records(stdout);
    for (const { externalUserId, ...touch } of touches) {
      expect(externalUserId).toEqual(expect.any(String));
      expect(touchSchema.strict().parse(touch)).toEqual(touch);
    }
    const said = touches.map(({ externalUserId, play, state }) => [externalUserId, play, state]);
    expect(said).toContainEqual([xiaoman, 'birthday', 'planned']);
    // Who opted out is among the losers, with a why.
    const losers = touches.filter(({ state }) => state === 'held' || state === 'refused');
    expect(losers).toContainEqual(expect.objectContaining({ externalUserId: chen, state: 'refused' }));
    expect(losers.every(({ why }) => String(why) !== '')).toBe(true);
    expect(stderr).toContain('8 customers');
    expect(stage.count('touches')).toBe(0);
  });

  test('plans a coming day, one line each, and running it again plans nothing twice', async () => {
    const first = await stage.cli(['plan', '--date', day]);
    expect(first.code).toBe(0);
    expect(lines(first.stdout).length).toBe(stage.count('touches', `dueOn = '${day}'`));
    expect(first.stdout).toMatch(new RegExp(`^${day}  planned +birthday +${xiaoman}  birthday:2027  .+`, 'm'));
    const kept = stage.rows('select * from touches order by id');
    const again = await stage.cli(['plan', '--date', day]);
    expect([again.code, again.stdout]).toEqual([0, first.stdout]);
    expect(again.stderr).toContain('0 rows written');
    expect(stage.rows('select * from touches order by id')).toEqual(kept);
  });

  test('prints what the API tells of the same touches', async () => {
    const { stdout } = await stage.cli(['plan', '--date', day, '--json']);
    const server = await stage.start();
    try {
      const { touches } = await stage.api<{ touches: unknown[] }>('GET', `/customers/${xiaoman}/touches`);
      const printed = records(stdout).filter(({ externalUserId }) => externalUserId === xiaoman);
      expect(printed.map(({ externalUserId: _whose, ...touch }) => touch)).toEqual(
        expect.arrayContaining(touches.filter((touch) => (touch as { dueOn: string }).dueOn === day)),
      );
    } finally {
      await server.signal('SIGTERM');
    }
  });

  test('looks at a past day with --dry-run only', async () => {
    const refused = await stage.cli(['plan', '--date', '2027-09-10']);
    expect([refused.code, refused.stdout, lines(refused.stderr).length]).toEqual([1, '', 1]);
    expect(refused.stderr).toMatch(/2027-09-10 is past/);
    expect(await stage.cli(['plan', '--date', '2027-09-10', '--dry-run'])).toMatchObject({ code: 0 });
  });

  test('asks for a day, and refuses what is none', async () => {
    for (const args of [[], ['--date', '2027-02-30'], ['--date', 'today']]) {
      const { code, stdout, stderr } = await stage.cli(['plan', ...args]);
      expect([code, stdout, lines(stderr).length]).toEqual([1, '', 1]);
    }
  });
});

describe('a reader who has seen enough', () => {
  test('ends the command quietly', async () => {
    const { code, stderr } = await stage.cliToClosedPipe(['plan', '--date', '2027-09-15', '--dry-run']);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/EPIPE|^\s+at /m)]);
  });
});

describe('explain', () => {
  test('says of each play why it is due, or why not', async () => {
    const { code, stdout } = await stage.cli(['explain', '--customer', xiaoman, '--date', '2027-09-15']);
    expect(code).toBe(0);
    for (const play of ['welcome', 'usage-tip', 'replenish', 'holiday', 'birthday', 'anniversary', 'referral']) {
      expect(stdout).toMatch(new RegExp(`^${play} +\\S+`, 'm'));
    }
    const { stdout: json } = await stage.cli(['explain', '--customer', chen, '--date', '2027-09-15', '--json']);
    expect(JSON.parse(json)).toMatchObject({ externalUserId: chen, day: '2027-09-15' });
  });

  test('of nobody is refused with the mend', async () => {
    const { code, stdout, stderr } = await stage.cli(['explain', '--customer', 'wmNobody', '--date', '2027-09-15']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('sync');
  });
});

describe('templates', () => {
  test('lint names a faulty file with its fault; the others are fine', async () => {
    const folder = join(stage.folder, 'texts');
    put(
      folder,
      'birthday/bad',
      '---\ntitle: 坏\nplay: birthday\nchannel: suggestion\nweight: 50\n---\n{{ nick }}，生日快乐，全场八折！\n',
    );
    put(
      folder,
      'birthday/good',
      '---\ntitle: 好\nplay: birthday\nchannel: suggestion\nweight: 50\n---\n{{ customer.name }}，生日快乐，愿您今天过得舒心。\n',
    );
    const { code, stdout, stderr } = await stage.cli(['templates', 'lint', folder]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^birthday\/bad: .*nick/m);
    expect(stdout).not.toContain('birthday/good');
    expect(stderr).toMatch(/fault\(s\) in 2 templates/);
  });

  test('import takes the sound ones and names the others; export and import go round', async () => {
    const folder = join(stage.folder, 'texts');
    const imported = await stage.cli(['templates', 'import', folder]);
    expect(imported.code).toBe(1);
    expect(imported.stdout).toContain('1 of 2 templates are in use');
    const out = join(stage.folder, 'out');
    expect(await stage.cli(['templates', 'export', out])).toMatchObject({ code: 0 });
    const good = readFileSync(join(folder, 'birthday/good.md'), 'utf8');
    expect(readFileSync(join(out, 'birthday/good.md'), 'utf8')).toBe(good);
    expect(existsSync(join(out, 'birthday/bad.md'))).toBe(false);
    const versions = stage.count('template_versions');
    expect(await stage.cli(['templates', 'import', out])).toMatchObject({ code: 0 });
    expect(stage.count('template_versions')).toBe(versions);
    expect(await stage.cli(['templates', 'lint', out])).toMatchObject({ code: 0 });
  });

  test('images go round with the texts that name them, byte for byte', async () => {
    const image = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#b5463c' } })
      .jpeg()
      .toBuffer();
    const id = createHash('sha256').update(image).digest('hex');
    const folder = join(stage.folder, 'with-images');
    const card = (asset: string) =>
      `---\ntitle: 贺卡\nplay: birthday\nchannel: suggestion\nweight: 50\nattachments: [{kind: image, asset: '${asset}'}]\n---\n生日快乐\n`;
    put(folder, 'birthday/card', card(id));
    put(folder, 'birthday/lost-card', card('a'.repeat(64)));
    const place = join(folder, 'assets', id, '贺卡.jpg');
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, Buffer.concat([image, Buffer.from('changed')]));
    const changed = await stage.cli(['templates', 'import', folder]);
    expect([changed.code, changed.stdout]).toEqual([1, expect.stringContaining(`assets/${id}/贺卡.jpg: image`)]);
    expect(changed.stdout).toContain('0 of 2 templates are in use');

    writeFileSync(place, image);
    const imported = await stage.cli(['templates', 'import', folder]);
    expect(imported.stdout).toContain('1 of 2 templates are in use');
    expect(imported.stdout).toMatch(/^birthday\/lost-card\.attachments: .*neither here nor in assets/m);
    const out = join(stage.folder, 'out-with-images');
    expect(await stage.cli(['templates', 'export', out])).toMatchObject({ code: 0 });
    expect(readFileSync(join(out, 'assets', id, '贺卡.jpg')).equals(image)).toBe(true);
    expect(readFileSync(join(out, 'birthday/card.md'), 'utf8')).toBe(card(id));
    expect(await stage.cli(['templates', 'import', out])).toMatchObject({ code: 0 });
    expect(stage.count('template_assets')).toBe(1);
  });

  test('of a folder that is not there is refused in a line', async () => {
    const { code, stdout, stderr } = await stage.cli(['templates', 'lint', join(stage.folder, 'nowhere')]);
    expect([code, stdout, lines(stderr).length]).toEqual([1, '', 1]);
  });

  test('shipped with the program stay out of standard output when one of them is faulty', async () => {
    const { stdout } = await stage.cli(['plan', '--date', '2027-09-15', '--json', '--dry-run'], { LOG_LEVEL: 'debug' });
    expect(records(stdout).every((record) => 'externalUserId' in record)).toBe(true);
  });
});

function put(folder: string, name: string, source: string): void {
  const path = join(folder, `${name}.md`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
}

describe('backup and restore', () => {
  test('bring back what was there, refuse while a server runs, and send nothing whose day is over', async () => {
    const copy = join(stage.folder, 'copy.sqlite');
    expect(await stage.cli(['backup', copy])).toMatchObject({ code: 0 });
    expect(await stage.cli(['backup', copy])).toMatchObject({ code: 1 });
    const planned = stage.count('touches', "state = 'planned'");
    expect(planned).toBeGreaterThan(0);

    // Two weeks later, after other things happened and a server was killed.
    stage.pass(14 * 24 * hourMs);
    const doomed = await stage.start();
    await stage.api('POST', '/products', { sku: 'LATE', name: '后来的' });
    const refused = await stage.cli(['restore', copy]);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/a server runs on .*: stop it first/);
    await doomed.signal('SIGKILL');
    const sent = stage.sandbox.platform.massSends.length;

    expect(await stage.cli(['restore', copy])).toMatchObject({ code: 0 });
    expect(stage.count('products', "sku = 'LATE'")).toBe(0);
    expect(stage.count('touches', "state = 'planned'")).toBe(planned);

    const server = await stage.start();
    await until(
      'what is stale has ended',
      () => stage.count('touches', "state = 'planned' and dueOn < '2027-09-27'") === 0,
    );
    expect(await stage.cli(['deliver'])).toMatchObject({ code: 0 });
    expect(stage.sandbox.platform.massSends).toHaveLength(sent);
    expect(stage.count('touches', "dueOn < '2027-09-27' and state in ('sent', 'offered', 'unknown')")).toBe(0);
    await server.signal('SIGTERM');

    // What was there, with its last commits, was set aside and can be had back.
    expect(await stage.cli(['restore', `${stage.databaseFile}.before-restore`])).toMatchObject({ code: 0 });
    expect(stage.count('products', "sku = 'LATE'")).toBe(1);
  }, 180_000);

  test('refuse what is no backup', async () => {
    for (const path of [file('no.sqlite', 'not a database'), join(stage.folder, 'nowhere.sqlite')]) {
      const { code, stderr } = await stage.cli(['restore', path]);
      expect([code, lines(stderr).length]).toEqual([1, 1]);
    }
  });
});

describe('deliver', () => {
  test('welcomes who came while only the web was served', async () => {
    const server = await stage.start({ ROLES: 'web' });
    try {
      stage.sandbox.setCallbackUrl(`http://127.0.0.1:${stage.port}/wecom/callback`);
      const came = { repUserId: 'rep.lin', customerName: '新客' };
      const { externalUserId } = stage.sandbox.platform.customerAddsRep(came);
      await until('the event is kept', () => stage.count('callback_events', "state = 'received'") > 0);
      expect(await stage.cli(['deliver'])).toMatchObject({ code: 0 });
      const received = stage.sandbox.platform.receivedBy(externalUserId);
      expect(received.map(({ via }) => via)).toEqual(['welcome']);
    } finally {
      stage.sandbox.setCallbackUrl(undefined);
      await server.signal('SIGTERM');
    }
  });
});

describe('doctor', () => {
  test('goes through a set-up in order and names the fix of what fails', async () => {
    const { code, stdout } = await stage.cli(['doctor']);
    expect(code).toBe(1);
    expect(lines(stdout).filter((line) => line.startsWith('ok'))).toHaveLength(7);
    expect(stdout).toMatch(/^FAIL {2}public address: .*\n {6}mend: set PUBLIC_URL/m);
  });

  test('in sandbox mode says that it is sandbox mode', async () => {
    const env = { DATABASE_URL: `sqlite:${join(stage.folder, 'sandbox-only.sqlite')}` };
    const { code, stdout } = await runCli(['doctor'], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(/sandbox mode/);
    expect(stdout).toMatch(/mend: set WECOM_CORP_ID/);
    const unreached = await runCli(['sync'], env);
    expect([unreached.code, unreached.stdout]).toEqual([1, '']);
    expect(unreached.stderr).toContain('npm start');
    for (const name of readdirSync(stage.folder).filter((one) => one.startsWith('sandbox-only')))
      rmSync(join(stage.folder, name));
  });
});
