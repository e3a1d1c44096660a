import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let writer: Visitor;
let grace: string;
beforeAll(async () => {
  world = await startWorld({ now: '2027-01-05 10:00', environment: { TRUST_PROXY: 'true' } });
  world.rep();
  world.rep('rep.wu', '吴桐');
  grace = await world.customer({ name: '葛雷思', birthday: '1990-01-05' });
  await world.customer({ name: '别的人', addedBy: 'rep.wu' });
  writer = await memberAt(world, 'operator', { login: 'writer', repUserId: 'rep.lin' });
});
afterAll(() => world.stop());

function sourceOf(body: string, { play = 'birthday', channel = 'suggestion', header = '' } = {}): string {
  return `---\ntitle: 试写\nplay: ${play}\nchannel: ${channel}\n${header}---\n${body}\n`;
}

function written(body: string, more: object = {}) {
  return { name: 'birthday/x', source: sourceOf(body), externalUserId: grace, occasion: null, ...more };
}

describe('a preview', () => {
  test('is written for the chosen customer and what is due today', async () => {
    const body = '{{ customer.name }}，{{ date.kindName }}快乐！{{ rep.name }}敬上';
    const { status, body: answer } = await writer.ask('POST', '/template-preview', written(body));
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      text: '葛雷思，生日快乐！林晓敬上',
      why: '',
      notes: [],
      occasion: { key: 'birthday:2027' },
      depth: 'customer',
      customer: { externalUserId: grace, name: '葛雷思' },
      rep: { name: '林晓' },
    });
  });

  test('takes a sample where nothing of the play is near, and nobody where nobody is chosen', async () => {
    const source = sourceOf('{{ festival.name }}快到了，{{ shop.promise }}。', {
      play: 'holiday',
      channel: 'mass-send',
    });
    const near = await writer.ask('POST', '/template-preview', written('', { name: 'holiday/x', source }));
    expect(near.body).toMatchObject({ occasion: null, text: expect.stringContaining('中秋节快到了') });
    const nobody = await writer.ask(
      'POST',
      '/template-preview',
      written('{{ customer.name }}好', { externalUserId: null }),
    );
    expect(nobody.body).toMatchObject({ text: '王女士好', customer: null, occasions: [] });
  });

  test('says in Chinese why there is no text, or why this customer would not get it', async () => {
    const say = async (body: string, header = '') => {
      const source = sourceOf(body, { header });
      return (await writer.ask('POST', '/template-preview', written('', { source }))).body;
    };
    expect(await say('{{ customer.tierName }}好')).toMatchObject({
      text: null,
      why: expect.stringContaining('权益等级'),
    });
    expect(await say('生日优惠{{ nick }}')).toMatchObject({
      text: null,
      why: expect.stringContaining('没有 {{nick}} 这个变量'),
    });
    const endless = await say('{% for i in (1..1000000000) %}好{% endfor %}');
    expect(endless).toMatchObject({ text: null, why: expect.stringContaining('没有尽头') });
    expect(await say('生日快乐', 'audience: [elite]\n')).toMatchObject({
      text: '生日快乐',
      notes: ['这位客户收不到：这份文案只写给尊享客户'],
    });
    // A text that may not go out is still to be seen while it is mended.
    expect(await say('生日优惠')).toMatchObject({ text: '生日优惠' });
  });

  test('is of customers in one’s own scope only', async () => {
    await world.app.dataSource.query("update reps set departmentIds = '[7]' where repUserId = 'rep.wu'");
    const lead = await memberAt(world, 'lead', { departmentIds: [7] });
    expect((await lead.ask('POST', '/template-preview', written('好'))).status).toBe(404);
    expect((await writer.ask('POST', '/template-preview', written('好', { externalUserId: 'nobody' }))).status).toBe(
      404,
    );
    const { body } = await lead.ask('GET', '/template-customers');
    expect(body.customers.map(({ name }: { name: string }) => name)).toEqual(['别的人']);
    const reach = await lead.ask('POST', '/template-reach', { name: 'birthday/x', source: sourceOf('好') });
    expect(reach.body).toMatchObject({ of: 'audience', count: 1 });
  });

  test('finds its customer by a part of the name, whatever signs it holds', async () => {
    const { body } = await writer.ask('GET', `/template-customers?search=${encodeURIComponent('雷思')}`);
    expect(body.customers).toMatchObject([{ externalUserId: grace, name: '葛雷思' }]);
    const odd = await writer.ask('GET', `/template-customers?search=${encodeURIComponent("%'!_")}`);
    expect(odd).toMatchObject({ status: 200, body: { customers: [] } });
  });
});

describe('before it goes out', () => {
  test('the writer sees whom it reaches: who is planned to get it, with why', async () => {
    await world.app.features.planner.planDay('2027-01-05');
    const [touch] = await world.app.dataSource.query("select template from touches where play = 'birthday'");
    const [name] = touch.template.split('@');
    const { latest } = (await writer.ask('GET', `/templates/${name}`)).body;
    const { body } = await writer.ask('POST', '/template-reach', { name, source: latest.source });
    expect(body).toMatchObject({
      of: 'planned',
      count: 1,
      first: [{ name: '葛雷思', repName: '林晓', dueOn: '2027-01-05' }],
    });
  });

  test('the writer sees what a customer’s name costs in tasks and taps', async () => {
    await world.app.dataSource.query('update customers set orderCount = 1');
    const ask = async (body: string) => {
      const source = sourceOf(body, { play: 'holiday', channel: 'mass-send' });
      return (await writer.ask('POST', '/template-forecast', { name: 'holiday/x', source })).body;
    };
    for (let index = 0; index < 3; index += 1) await world.customer({ name: `客户${index}` });
    await world.app.dataSource.query('update customers set orderCount = 1');
    expect(await ask('{{ festival.name }}快到了')).toEqual({
      customers: 5,
      reps: 2,
      forecast: {
        tasks: 2,
        taps: 2,
        otherwise: 5,
        words: '现在要 2 个群发任务、2 次确认；写上客户姓名会变成 5 个',
      },
    });
    const named = await ask('{{ customer.name }}，{{ festival.name }}快到了');
    expect(named.forecast).toMatchObject({ tasks: 5, taps: 5, otherwise: 2 });
    expect(named.forecast.words).toContain('只要 2 个');
    expect((await ask('{{ nick }}')).forecast).toBeNull();
  });
});

describe('a test-send', () => {
  test('arrives in the writer’s own chat with the app, as the customer would read it', async () => {
    const { status } = await writer.ask('POST', '/template-test', written('{{ customer.name }}，生日快乐！'));
    expect(status).toBe(200);
    const said = world.saidTo('rep.lin').join('\n');
    expect(said).toContain('【试发】「试写」');
    expect(said).toContain('葛雷思，生日快乐！');
  });

  test('tells who is not bound to WeCom what to do', async () => {
    const local = await memberAt(world, 'operator');
    const { status, body } = await local.ask('POST', '/template-test', written('生日快乐'));
    expect([status, body.type]).toEqual([409, 'urn:jiuban:problem:not_bound']);
    expect(body.detail).toContain('请管理员在「成员与权限」里给你绑定');
  });

  test('does not go out without a text, nor for who only reads', async () => {
    expect((await writer.ask('POST', '/template-test', written('{{ nick }}'))).status).toBe(422);
    const auditor = await memberAt(world, 'auditor');
    expect((await auditor.ask('POST', '/template-test', written('好'))).status).toBe(403);
  });
});
