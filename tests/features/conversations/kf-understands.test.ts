import { join } from 'node:path';
import { libraryRowsOf, readLibraryFolder } from '../../../src/app/library-folder';
import { saveRows } from '../../../src/inbound/rows/save-rows';
import { Customer } from '../../../src/model/customer';
import { shanghai } from '../../support/world';
import { type KfWorld, startKfWorld, xiaoman } from './kf-world';

let world: KfWorld;
afterEach(() => world.stop());

const customer = () => world.app.dataSource.manager.findOneByOrFail(Customer, { externalUserId: xiaoman });
const dates = async () => (await world.app.features.profiles.getProfile(xiaoman)).dates;
/** The library that the sandbox ships. */
async function knowsTheShop(): Promise<void> {
  for (const kind of ['knowledge', 'scripts'] as const) {
    const entries = readLibraryFolder(join(__dirname, '../../../config/sample-library', kind));
    await saveRows(kind, libraryRowsOf(entries), world.app.features, 'import');
  }
}

const toRep = () => world.saidTo().filter((text) => text.includes('微信客服'));

describe('a question at night', () => {
  it('is answered from what the shop knows, with the way to a person, and the rep goes on in the morning', async () => {
    world = await startKfWorld({ now: '2027-01-05 23:40' });
    await knowsTheShop();
    await world.hears('滤芯多久换一次？上次是五月换的');
    const [answer, ...more] = world.answers();
    expect(more).toEqual([]);
    expect(answer).toMatch(/滤芯建议大约 180 天[^]*回复「人工」[^]*我们的同事明天上班后会再跟进。$/);
    expect(toRep()).toEqual([]);
    world.clock.moveTo(shanghai('2027-01-06 09:05'));
    await world.app.scheduler.ringDue();
    await world.settle();
    expect(toRep().join()).toMatch(/滤芯多久换一次[^]*已自动答复/);
  });
});

describe('what a customer writes at the kf', () => {
  it('in anger goes to a person at once, and selling stops', async () => {
    world = await startKfWorld();
    await world.hears('你们这什么破机器，用了三天就漏水，找了两次都没人管，我要投诉你们！');
    expect(world.answers()).toEqual(['好的，正在为您转接同事，请稍候。']);
    expect((await customer()).problem).toContain('用了三天就漏水');
    expect(toRep().join()).toContain('【客诉】');
  });

  it('to be left alone, in words of their own, stops care at once', async () => {
    world = await startKfWorld();
    await world.hears('东西挺好的，就是消息太多了，以后别再给我发了');
    expect((await customer()).optedOutAt).not.toBeNull();
    expect(world.answers()).toEqual(['好的，以后不再主动给您发消息。您有需要时，随时可以在这里找我们。']);
  });

  it.each(['我不是要投诉，就问下滤芯怎么拆', '退订是在哪里弄的，我帮我妈问问她那个会员'])(
    'that only sounds so stops nothing: %s',
    async (text) => {
      world = await startKfWorld();
      await world.hears(text);
      expect(await customer()).toMatchObject({ problemOpenedAt: null });
    },
  );

  it('of a date is proposed, and told to the rep to confirm; nothing is greeted on its own', async () => {
    world = await startKfWorld();
    await world.hears('我妈是农历腊月初八生日');
    expect(await dates()).toContainEqual(
      expect.objectContaining({ forWhom: '妈妈', calendar: 'lunar', month: 12, day: 8, confirmed: false }),
    );
    expect(toRep().join()).toMatch(/【待确认】.*妈妈 农历腊月初八 生日/);
  });

  it.each(['不是我生日', '生日有什么活动？', '明天就是六一了'])('of no date proposes nothing: %s', async (text) => {
    world = await startKfWorld();
    const before = await dates();
    await world.hears(text);
    expect(await dates()).toEqual(before);
  });

  it('that differs from a date we know changes nothing and is told with both sides', async () => {
    world = await startKfWorld();
    const known = { kind: 'child-birthday', forWhom: '女儿', calendar: 'solar', month: 6, day: 1 } as const;
    await world.app.features.profiles.addDate(xiaoman, { ...known, confirmed: true, source: 'rep:rep.lin' });
    const before = await dates();
    await world.hears('我女儿是6月2日生日');
    expect(await dates()).toEqual(before);
    expect(toRep().join()).toContain('档案里记的是 6月1日，和这次说的不一样');
  });

  it('without end, or as emoji alone, is left to a person', async () => {
    world = await startKfWorld();
    await world.hears('水'.repeat(600));
    await world.hears('😂😂😂');
    expect(world.answers().length).toBeGreaterThan(0);
    expect(await customer()).toMatchObject({ optedOutAt: null, problemOpenedAt: null });
  });
});
