import sharp from 'sharp';
import { consoleBase, csrfHeader } from '../../../src/contract/console/endpoint';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let writer: Visitor;
beforeAll(async () => {
  world = await startWorld({ now: '2027-01-04 08:00', environment: { TRUST_PROXY: 'true' } });
  world.rep();
  writer = await memberAt(world, 'operator', { login: 'writer' });
});
afterAll(() => world.stop());

/** As a browser sends a file. */
async function upload(by: Visitor, content: Buffer, name = '贺卡.png') {
  const response = await fetch(`${world.url}${consoleBase}/template-assets?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie: by.cookieHeader, [csrfHeader]: by.csrfToken, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(content),
  });
  return { status: response.status, body: await response.json() };
}

function picture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#0f766e' } })
    .png()
    .toBuffer();
}

describe('an image', () => {
  test('is scaled to what a phone shows, kept once, and shown to members', async () => {
    const large = await picture(4_000, 1_000);
    const { status, body } = await upload(writer, large);
    expect([status, body.width, body.height]).toEqual([200, 2_000, 500]);
    expect((await upload(writer, large, '同一张.png')).body.id).toBe(body.id);
    const shown = await fetch(`${world.url}${consoleBase}/template-assets/${body.id}`, {
      headers: { cookie: writer.cookieHeader },
    });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).width).toBe(2_000);
  });

  test('is refused in words when it is none, too large, or its sender may not', async () => {
    const none = await upload(writer, Buffer.from('<svg onload="alert(1)">'));
    expect([none.status, none.body.detail]).toEqual([422, '这不是能用的图片：请上传 JPG、PNG、WebP 或 GIF']);
    const huge = await upload(writer, Buffer.alloc(10 * 1024 * 1024 + 1));
    expect([huge.status, huge.body.detail]).toEqual([413, '图片最大 10 MB，请压缩后再传']);
    const auditor = await memberAt(world, 'auditor');
    expect((await upload(auditor, await picture(10, 10))).status).toBe(403);
    expect((await fetch(`${world.url}${consoleBase}/template-assets/${'0'.repeat(64)}`)).status).toBe(401);
  });
});

describe('an attachment', () => {
  const source = (attachments: string, play = 'birthday') =>
    `---\ntitle: 试写\nplay: ${play}\nchannel: suggestion\nattachments: ${attachments}\n---\n祝福您\n`;
  const faultsOf = async (attachments: string, play = 'birthday') => {
    const body = { name: `${play}/x`, source: source(attachments, play) };
    return (await writer.ask('POST', '/template-lint', body)).body.faults;
  };

  test('is held to WeCom’s limits and to what the play may say', async () => {
    const link = (title: string) => `[{kind: link, title: ${title}, url: 'https://shop.example/a'}]`;
    expect(await faultsOf(link('看看'), 'referral')).toEqual([]);
    expect(await faultsOf(link('看看'))).toMatchObject([{ code: 'link', field: 'attachments' }]);
    expect(await faultsOf(link('长'.repeat(43)), 'referral')).toMatchObject([{ field: 'attachments.0.title' }]);
    expect(await faultsOf(link('最低价'), 'referral')).toMatchObject([{ code: 'absolute', field: 'attachments' }]);
    const script = "[{kind: link, title: 看看, url: 'javascript:alert(1)'}]";
    expect(await faultsOf(script, 'referral')).toMatchObject([{ field: 'attachments.0.url' }]);
  });

  test('that names an image nobody uploaded here is not submitted', async () => {
    const draft = { source: source(`[{kind: image, asset: '${'a'.repeat(64)}'}]`), revision: null, baseVersion: 0 };
    expect((await writer.ask('PUT', '/templates/birthday/card/draft', draft)).status).toBe(200);
    const refused = await writer.ask('POST', '/templates/birthday/card/submission', { revision: 1 });
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:jiuban:problem:no_asset']);
  });

  test('goes out with its text, and WeCom’s memory of it is renewed before it fades', async () => {
    const { body } = await upload(writer, await picture(600, 400));
    const { templates, acts } = world.app.features;
    const birthdays = templates.exportTo().filter(({ name }) => name.startsWith('birthday/'));
    const withCard = birthdays.map(({ name, source: plain }) => {
      return { name, source: plain.replace('---\n', `---\nattachments: [{kind: image, asset: '${body.id}'}]\n`) };
    });
    expect(await templates.shelve(withCard)).toEqual([]);
    const sent = async (birthday: string, day: string) => {
      const externalUserId = await world.customer({ name: `寿星${day}`, birthday });
      await world.walkTo(`${day} 09:30`);
      const { touches } = await world.api<{ touches: { id: string; play: string; state: string }[] }>(
        'GET',
        `/customers/${externalUserId}/touches`,
      );
      const touch = touches.find(({ play, state }) => play === 'birthday' && ['planned', 'offered'].includes(state));
      await acts.send(touch?.id ?? '', 'rep.lin');
      await world.settle();
      return world.sandbox.platform.massSends.at(-1)?.attachments;
    };
    const first = await sent('1990-01-05', '2027-01-05');
    expect(first).toEqual([{ msgtype: 'image', image: { media_id: expect.any(String) } }]);
    expect(await sent('1990-01-06', '2027-01-06')).toEqual(first);
    const renewed = await sent('1990-01-08', '2027-01-08');
    expect(renewed).toEqual([{ msgtype: 'image', image: { media_id: expect.any(String) } }]);
    expect(renewed).not.toEqual(first);
  });
});
