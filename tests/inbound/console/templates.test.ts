import { TemplateShelf } from '../../../src/features/templates/template-shelf';
import { Customer } from '../../../src/model/customer';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let writer: Visitor;
let approver: Visitor;
beforeAll(async () => {
  world = await startWorld({ environment: { TRUST_PROXY: 'true' } });
  world.rep();
  writer = await memberAt(world, 'operator', { login: 'writer', name: '小周' });
  approver = await memberAt(world, 'admin', { login: 'approver', name: '老陈', maySend: true });
});
afterAll(() => world.stop());

let count = 0;
/** A template of its own for a test. */
function freshName(): string {
  count += 1;
  return `birthday/console-${count}`;
}

function sourceOf(body: string, header = ''): string {
  return `---\ntitle: 试写的祝福\nplay: birthday\nchannel: suggestion\n${header}---\n${body}\n`;
}

async function saved(name: string, source: string, by = writer, revision: number | null = null, baseVersion = 0) {
  const answer = await by.ask('PUT', `/templates/${name}/draft`, { source, revision, baseVersion });
  expect(answer.status).toBe(200);
  return answer.body.draft;
}

/** Submitted as it stands. @returns what the approver sees */
async function submitted(name: string, by = writer) {
  const { body } = await by.ask('GET', `/templates/${name}`);
  const answer = await by.ask('POST', `/templates/${name}/submission`, {
    revision: body.draft.revision,
    note: '更温暖',
  });
  expect(answer.status).toBe(200);
  const { hash, audienceCount } = answer.body.submission;
  return { hash, audienceCount };
}

/** Written, submitted and approved. */
async function published(name: string, source: string) {
  const { body } = await writer.ask('GET', `/templates/${name}`);
  await saved(name, source, writer, null, body?.latest?.version ?? 0);
  const { status } = await approver.ask('POST', `/templates/${name}/approval`, await submitted(name));
  expect(status).toBe(200);
}

async function customers(howMany: number): Promise<void> {
  for (let index = 0; index < howMany; index += 1) await world.customer({ name: `客户${index}` });
}

const inUse = (name: string) => world.app.features.templates.inUse(name);

describe('a draft', () => {
  test('stands apart from what customers get until somebody else approves it', async () => {
    const name = freshName();
    await saved(name, sourceOf('生日快乐！'));
    expect(inUse(name)).toBeNull();
    const seen = await submitted(name);
    expect(inUse(name)).toBeNull();
    expect((await approver.ask('POST', `/templates/${name}/approval`, seen)).body).toEqual({ version: 1 });
    expect(inUse(name)?.version).toBe(1);
    const { body } = await writer.ask('GET', `/templates/${name}`);
    expect(body).toMatchObject({ state: 'published', draft: null, latest: { version: 1 } });
    expect(body.versions).toMatchObject([{ version: 1, authorName: '小周', approvedBy: '老陈', note: '更温暖' }]);
    const { body: trail } = await approver.ask('GET', `/audit?subject=template:${name}`);
    expect(
      trail.entries.map(({ action, actorName }: { action: string; actorName: string }) => [action, actorName]),
    ).toEqual([
      ['template.published', '老陈'],
      ['template.submitted', '小周'],
      ['template.drafted', '小周'],
    ]);
  });

  test('with faults is saved with their places, and not submitted', async () => {
    const name = freshName();
    const source = sourceOf('{{ nick }}，生日优惠！');
    const answer = await writer.ask('PUT', `/templates/${name}/draft`, { source, revision: null, baseVersion: 0 });
    expect(answer.body.faults).toEqual([
      {
        code: 'unknown_variable',
        field: '',
        message: '没有 {{nick}} 这个变量，是不是 {{customer.name}}（客户称呼）？',
        position: { line: 6, column: 4, length: 4, word: 'nick' },
      },
      {
        code: 'promotion',
        field: '',
        message: '「优惠」是促销用语，这类文案里不能出现，请删去',
        position: { line: 6, column: 14, length: 2, word: '优惠' },
      },
    ]);
    const refused = await writer.ask('POST', `/templates/${name}/submission`, { revision: 1, note: '' });
    expect([refused.status, refused.body.detail]).toEqual([422, '还有 2 处需要改，改好才能提交']);
  });

  test('that another tab saved meanwhile is not overwritten: both sides come back', async () => {
    const name = freshName();
    const [mine, theirs] = [sourceOf('我的祝福'), sourceOf('别人的祝福')];
    await saved(name, sourceOf('最初的祝福'));
    const other = await memberAt(world, 'operator', { name: '小吴' });
    await saved(name, theirs, other, 1);
    const refused = await writer.ask('PUT', `/templates/${name}/draft`, { source: mine, revision: 1, baseVersion: 0 });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ yours: mine, current: { source: theirs, revision: 2, authorName: '小吴' } });
    expect(refused.body.detail).toContain('小吴 刚刚改过');
    const first = await writer.ask('PUT', `/templates/${name}/draft`, { source: mine, revision: null, baseVersion: 0 });
    expect(first.status).toBe(409);
  });

  test('keeps HTML in a title as the letters that it is, and refuses a name that is none', async () => {
    const name = freshName();
    const source = sourceOf('生日快乐').replace('试写的祝福', '<img src=x onerror=alert(1)>');
    await saved(name, source);
    const { body } = await writer.ask('GET', '/templates');
    const folder = body.plays.find(({ play }: { play: string }) => play === 'birthday');
    expect(folder.templates).toContainEqual(
      expect.objectContaining({ name, title: '<img src=x onerror=alert(1)>', state: 'draft', draft: 'writing' }),
    );
    const draft = { source, revision: null, baseVersion: 0 };
    for (const bad of ['birthday/%3Cb%3E', 'nowhere/plain', 'birthday/Big', `birthday/${'x'.repeat(90)}`]) {
      expect([bad, (await writer.ask('PUT', `/templates/${bad}/draft`, draft)).status]).toEqual([bad, 422]);
    }
  });

  test('is dropped when its writer says so', async () => {
    const name = freshName();
    await saved(name, sourceOf('生日快乐'));
    expect((await writer.ask('DELETE', `/templates/${name}/draft`, { revision: 7 })).status).toBe(409);
    expect((await writer.ask('DELETE', `/templates/${name}/draft`, { revision: 1 })).status).toBe(200);
    expect((await writer.ask('GET', `/templates/${name}`)).status).toBe(404);
  });
});

describe('lint', () => {
  test.each([
    ['{% for i in (1..1000000000) %}{{ i }}{% endfor %}', 'runaway'],
    [
      '{% for i in (1..900) %}{% for j in (1..900) %}{% for k in (1..900) %}好{% endfor %}{% endfor %}{% endfor %}',
      'runaway',
    ],
    [
      '{% capture a %}好好好好好好好好{% endcapture %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
      'runaway',
    ],
    ['{% if customer.name %}好', 'syntax'],
  ])('names what is wrong with %s, and the server goes on', async (body, code) => {
    const startedAt = performance.now();
    const { status, body: answer } = await writer.ask('POST', '/template-lint', {
      name: 'birthday/x',
      source: sourceOf(body),
    });
    expect(status).toBe(200);
    expect(answer.faults.map((fault: { code: string }) => fault.code)).toContain(code);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect((await writer.ask('GET', '/session')).status).toBe(200);
  });

  test('marks a field of the header', async () => {
    const source = sourceOf('生日快乐', 'weight: 1000\n');
    const { body } = await writer.ask('POST', '/template-lint', { name: 'birthday/x', source });
    expect(body.faults).toMatchObject([
      { field: 'weight', message: expect.stringContaining('权重：'), position: { line: 5 } },
    ]);
  });

  test('takes no more than a message ever is', async () => {
    const source = 'x'.repeat(20_001);
    expect((await writer.ask('POST', '/template-lint', { name: 'birthday/x', source })).status).toBe(422);
  });
});

describe('approval', () => {
  test('is not for those who wrote the text, and says who may', async () => {
    const name = freshName();
    await saved(name, sourceOf('祝您生日快乐'), approver);
    await saved(name, sourceOf('祝您生日快乐呀'), writer, 1);
    const seen = await submitted(name);
    const own = await approver.ask('POST', `/templates/${name}/approval`, seen);
    expect(own.status).toBe(403);
    expect(own.body.detail).toContain('现在没有别人有「批准发送」的权限');
    const second = await memberAt(world, 'admin', { name: '老林', maySend: true });
    const named = await approver.ask('POST', `/templates/${name}/approval`, seen);
    expect(named.body.detail).toBe('自己写的文案要由别人批准，可以请 老林 批准');
    expect((await second.ask('POST', `/templates/${name}/approval`, seen)).status).toBe(200);
  });

  test('is refused to who may only edit, and to a lead who sees a part of the shop', async () => {
    const name = freshName();
    await saved(name, sourceOf('生日快乐'));
    const seen = await submitted(name);
    expect((await writer.ask('POST', `/templates/${name}/approval`, seen)).status).toBe(403);
    const lead = await memberAt(world, 'lead', { maySend: true });
    const refused = await lead.ask('POST', `/templates/${name}/approval`, seen);
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:jiuban:problem:whole_shop']);
    expect(inUse(name)).toBeNull();
  });

  test('is bound to the content: an edit voids the request', async () => {
    const name = freshName();
    await saved(name, sourceOf('生日快乐'));
    const seen = await submitted(name);
    await saved(name, sourceOf('生日快乐！改过'), writer, 2);
    const refused = await approver.ask('POST', `/templates/${name}/approval`, seen);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:jiuban:problem:not_submitted']);
    await submitted(name);
    const changed = await approver.ask('POST', `/templates/${name}/approval`, seen);
    expect([changed.status, changed.body.type]).toEqual([409, 'urn:jiuban:problem:content_changed']);
    expect(inUse(name)).toBeNull();
  });

  test('is bound to the audience: when it has grown the request is void', async () => {
    const name = freshName();
    await saved(name, sourceOf('生日快乐'));
    const seen = await submitted(name);
    const other = await approver.ask('POST', `/templates/${name}/approval`, { ...seen, audienceCount: 999 });
    expect(other.body.type).toBe('urn:jiuban:problem:audience_unseen');
    await customers(6);
    const refused = await approver.ask('POST', `/templates/${name}/approval`, seen);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ then: seen.audienceCount, now: seen.audienceCount + 6 });
    expect((await approver.ask('POST', `/templates/${name}/approval`, seen)).body.type).toContain('not_submitted');
    const again = await submitted(name);
    expect(again.audienceCount).toBe(seen.audienceCount + 6);
    expect((await approver.ask('POST', `/templates/${name}/approval`, again)).status).toBe(200);
  });

  test('does not publish over a version that came in meanwhile', async () => {
    const name = freshName();
    await saved(name, sourceOf('生日快乐'));
    const seen = await submitted(name);
    await world.app.features.templates.shelve([{ name, source: sourceOf('从文件来的祝福') }]);
    const refused = await approver.ask('POST', `/templates/${name}/approval`, seen);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:jiuban:problem:base_moved']);
    expect(refused.body.current.source).toContain('从文件来的祝福');
    expect((await writer.ask('GET', `/templates/${name}`)).body.draft.source).toContain('生日快乐');
  });

  test('may be refused with a word why, which the writer reads', async () => {
    const name = freshName();
    await saved(name, sourceOf('生日快乐'));
    await submitted(name);
    expect((await approver.ask('POST', `/templates/${name}/rejection`, { note: '太短了' })).status).toBe(200);
    const { body } = await writer.ask('GET', `/templates/${name}`);
    expect(body.draft).toMatchObject({ submission: null, note: '太短了' });
  });
});

describe('versions', () => {
  test('are compared, and an old one comes back as a new one', async () => {
    const name = freshName();
    await published(name, sourceOf('早先的祝福'));
    await published(name, sourceOf('后来的祝福'));
    const old = await writer.ask('GET', `/templates/${name}/versions/1`);
    expect(old.body.source).toBe(sourceOf('早先的祝福'));
    expect((await writer.ask('GET', `/templates/${name}/versions/9`)).status).toBe(404);
    expect((await writer.ask('POST', `/templates/${name}/rollback`, { version: 1, currentVersion: 2 })).status).toBe(
      403,
    );
    const late = await approver.ask('POST', `/templates/${name}/rollback`, { version: 1, currentVersion: 1 });
    expect([late.status, late.body.current.version]).toEqual([409, 2]);
    const back = await approver.ask('POST', `/templates/${name}/rollback`, { version: 1, currentVersion: 2 });
    expect(back.body).toEqual({ version: 3 });
    expect(inUse(name)?.version).toBe(3);
    const { body } = await writer.ask('GET', `/templates/${name}`);
    expect(body.versions[0]).toMatchObject({ version: 3, current: true, note: '恢复第 1 版', approvedBy: '老陈' });
  });

  test('of a withdrawn text are not used, not even after a start of the server that ships it', async () => {
    const name = 'birthday/noodles';
    const { body: before } = await writer.ask('GET', `/templates/${name}`);
    const answer = await writer.ask('POST', `/templates/${name}/withdrawal`, { currentVersion: before.latest.version });
    expect(answer.status).toBe(200);
    expect(inUse(name)).toBeNull();
    await world.app.shelveTemplates();
    await world.app.features.templates.shelve([{ name, source: `${before.latest.source}\n又改` }]);
    expect(inUse(name)).toBeNull();
    expect((await writer.ask('GET', `/templates/${name}`)).body).toMatchObject({ state: 'withdrawn' });
    const back = { version: before.latest.version, currentVersion: null };
    expect((await approver.ask('POST', `/templates/${name}/rollback`, back)).status).toBe(200);
    expect(inUse(name)?.version).toBe(before.latest.version + 1);
  });

  test('that another server published are in use after its freshening', async () => {
    const name = freshName();
    const logger = { warn: () => undefined };
    const shelf = new TemplateShelf({ dataSource: world.app.dataSource, clock: world.clock, logger });
    await shelf.restock();
    await published(name, sourceOf('生日快乐'));
    expect(shelf.inUse(name)).toBeNull();
    await shelf.freshen();
    expect(shelf.inUse(name)?.version).toBe(1);
  });
});

test('files go out and come in again, and drafts are left as they are', async () => {
  const { templates } = world.app.features;
  const name = freshName();
  await saved(name, sourceOf('还没写完'));
  const files = templates.exportTo();
  expect(files.some((file) => file.name === name)).toBe(false);
  await templates.shelve(files);
  const { body } = await writer.ask('GET', `/templates/${name}`);
  expect(body).toMatchObject({ state: 'draft', draft: { source: sourceOf('还没写完'), revision: 1 } });
});

test('what is planned and unsent is superseded by the new text at the next plan', async () => {
  const at = await startWorld({ now: '2027-01-04 08:00', environment: { TRUST_PROXY: 'true' } });
  try {
    at.rep();
    const externalUserId = await at.customer({ birthday: '1990-01-05' });
    await at.app.dataSource.getRepository(Customer).update({ externalUserId }, { addedOn: '2026-01-01' });
    await at.walkTo('2027-01-05 03:00');
    const touchesOf = async () => {
      const { touches } = await at.api<{ touches: { play: string; state: string; template: string; text: string }[] }>(
        'GET',
        `/customers/${externalUserId}/touches`,
      );
      return touches.filter(({ play }) => play === 'birthday');
    };
    const [planned] = await touchesOf();
    expect(planned?.state).toBe('planned');
    const [name = '', version = ''] = planned!.template.split('@');
    const [author, boss] = [await memberAt(at, 'operator'), await memberAt(at, 'admin', { maySend: true })];
    const { latest } = (await author.ask('GET', `/templates/${name}`)).body;
    const source = `${latest.source.trimEnd()}新年也要好好的。\n`;
    const put = { source, revision: null, baseVersion: latest.version };
    const { body } = await author.ask('PUT', `/templates/${name}/draft`, put);
    const { submission } = (
      await author.ask('POST', `/templates/${name}/submission`, { revision: body.draft.revision, note: '' })
    ).body;
    const { hash, audienceCount } = submission;
    expect((await boss.ask('POST', `/templates/${name}/approval`, { hash, audienceCount })).status).toBe(200);
    await at.settle();
    const after = await touchesOf();
    expect(after.map(({ state, template }) => [state, template]).sort()).toEqual([
      ['planned', `${name}@${Number(version) + 1}`],
      ['superseded', planned!.template],
    ]);
    expect(after.find(({ state }) => state === 'planned')?.text).toContain('新年也要好好的');
  } finally {
    await at.stop();
  }
});
