import { AuditEntry } from '../../../src/model/audit-entry';
import { Customer } from '../../../src/model/customer';
import { Touch } from '../../../src/model/touch';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
let approver: Visitor;
beforeAll(async () => {
  world = await startWorld({ now: '2027-03-01 10:00' });
  world.rep('rep.lin', '林晓');
  admin = await memberAt(world, 'admin');
  approver = await memberAt(world, 'admin', { maySend: true });
}, 120_000);
afterAll(() => world.stop());

async function added(name: string, filter: object, visitor = admin) {
  const { status, body } = await visitor.ask('POST', '/segments', { name, filter });
  expect(status).toBe(200);
  return body;
}

describe('a segment', () => {
  test('is saved under a name, counted, changed and deleted, and all of it is in the audit', async () => {
    await world.customer({ name: '安琪' });
    await world.customer({ name: '白露' });
    const segment = await added('叫安的', { q: '安' });
    expect(segment).toMatchObject({ name: '叫安的', version: 1, usedBy: [], editable: true });
    expect((await admin.ask('GET', `/segments/${segment.id}/count`)).body).toEqual({ count: 1, more: false });
    const edit = { name: '叫白的', filter: { q: '白' }, version: 1 };
    expect((await admin.ask('PUT', `/segments/${segment.id}`, edit)).body).toMatchObject({
      name: '叫白的',
      version: 2,
    });
    const { segments } = (await admin.ask('GET', '/segments')).body;
    expect(segments).toMatchObject([{ name: '叫白的', filter: { q: '白' } }]);
    expect((await admin.ask('DELETE', `/segments/${segment.id}`, { version: 2 })).status).toBe(200);
    const entries = await world.app.dataSource
      .getRepository(AuditEntry)
      .find({ where: { subject: `segment:${segment.id}` }, order: { seq: 'ASC' } });
    expect(entries.map(({ action }) => action)).toEqual(['segment.added', 'segment.saved', 'segment.removed']);
  });

  test('of another tab’s older version is not saved; the newer one is shown', async () => {
    const { id } = await added('两个标签页', { stage: 'loyal' });
    const edit = { name: '两个标签页', filter: { stage: 'repeat' }, version: 1 };
    await admin.ask('PUT', `/segments/${id}`, edit);
    const late = await admin.ask('PUT', `/segments/${id}`, { ...edit, filter: { stage: 'new' } });
    expect(late).toMatchObject({ status: 409, body: { current: { filter: { stage: 'repeat' }, version: 2 } } });
    expect((await admin.ask('DELETE', `/segments/${id}`, { version: 1 })).status).toBe(409);
  });

  test.each([
    [{ name: '', filter: { q: 'a' } }, 422],
    [{ name: '没有条件', filter: {} }, 422],
    [{ name: '两个标签页', filter: { q: 'a' } }, 409],
  ])('%j is refused', async (body, wanted) => {
    expect((await admin.ask('POST', '/segments', body)).status).toBe(wanted);
  });

  test('of somebody else is not a lead’s to change, and counts their own customers alone', async () => {
    const { id } = await added('全店', { optedOut: 'no' });
    const lead = await memberAt(world, 'lead', { departmentIds: [99] });
    expect((await lead.ask('DELETE', `/segments/${id}`, { version: 1 })).status).toBe(403);
    expect((await lead.ask('GET', `/segments/${id}/count`)).body.count).toBe(0);
    const own = await added('组长的', { stage: 'new' }, lead);
    expect((await lead.ask('DELETE', `/segments/${own.id}`, { version: 1 })).status).toBe(200);
  });
});

describe('a template written for a segment', () => {
  const name = 'birthday/for-tea';
  const source = [
    '---',
    'title: 爱茶人的生日',
    'play: birthday',
    'audience: segment:爱茶的',
    'channel: suggestion',
    '---',
    '{{ customer.name }}，生日快乐，愿你今天有好茶相伴。',
  ].join('\n');
  let tea: string;
  let other: string;
  let segment: { id: string; version: number };

  async function publish(): Promise<void> {
    const saved = await admin.ask('PUT', `/templates/${name}/draft`, { source, revision: null, baseVersion: 0 });
    expect(saved.body.faults).toEqual([]);
    const { revision } = saved.body.draft;
    const submitted = await admin.ask('POST', `/templates/${name}/submission`, { revision });
    const { hash, audienceCount } = submitted.body.submission;
    expect(audienceCount).toBe(1);
    expect((await approver.ask('POST', `/templates/${name}/approval`, { hash, audienceCount })).status).toBe(200);
    await world.settle();
  }

  beforeAll(async () => {
    tea = await world.customer({ name: '茶友', birthday: '1990-03-02' });
    other = await world.customer({ name: '路人', birthday: '1990-03-02' });
    await world.app.dataSource.getRepository(Customer).update({ externalUserId: tea }, { totalCents: 500_000 });
    segment = await added('爱茶的', { totalCentsMin: 500_000 });
  });

  test('cannot be submitted while the segment does not exist', async () => {
    const unknown = source.replace('爱茶的', '没有的');
    const path = '/templates/birthday/for-nobody';
    const saved = await admin.ask('PUT', `${path}/draft`, { source: unknown, revision: null, baseVersion: 0 });
    const refused = await admin.ask('POST', `${path}/submission`, { revision: saved.body.draft.revision });
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining('没有的') } });
  });

  test('goes to those who are in it and to nobody else', async () => {
    await publish();
    const { body } = await admin.ask('POST', '/template-reach', { name, source });
    expect(body).toMatchObject({ count: 1 });
    await world.app.features.planner.planDay('2027-03-02');
    const touches = await world.app.dataSource.getRepository(Touch).findBy({ play: 'birthday', dueOn: '2027-03-02' });
    const templateOf = new Map(touches.map(({ externalUserId, template }) => [externalUserId, template]));
    expect(templateOf.get(tea)).toBe(`${name}@1`);
    expect(templateOf.get(other)).toMatch(/^birthday\/(?!for-tea)/);
  });

  test('keeps the segment from being deleted or renamed, and follows its filter', async () => {
    const path = `/segments/${segment.id}`;
    const refused = await admin.ask('DELETE', path, { version: 1 });
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('爱茶人的生日') } });
    const renamed = { name: '改名', filter: { totalCentsMin: 500_000 }, version: 1 };
    expect((await admin.ask('PUT', path, renamed)).status).toBe(409);
    const narrower = { name: '爱茶的', filter: { totalCentsMin: 900_000 }, version: 1 };
    expect((await admin.ask('PUT', path, narrower)).status).toBe(200);
    await world.settle();
    await world.app.features.planner.planDay('2027-03-02');
    const touch = await world.app.dataSource
      .getRepository(Touch)
      .findOneByOrFail({ externalUserId: tea, play: 'birthday', state: 'planned' });
    expect(touch.template).not.toContain('for-tea');
  });

  test('is offered in the editor by the segment’s name', async () => {
    const { audiences } = (await admin.ask('GET', '/template-catalogue')).body;
    expect(audiences).toContainEqual({ key: 'segment:爱茶的', title: '「爱茶的」' });
  });
});
