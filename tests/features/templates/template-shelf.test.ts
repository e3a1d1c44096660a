import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { TemplateVersion } from '../../../src/model/template-version';
import { MovableClock } from '../../../src/outbound/clock';
import { TemplateShelf, type TextRequest } from '../../../src/features/templates/template-shelf';
import { usualSample } from '../../../src/features/templates/samples';
import { openAgain, openFreshDatabase } from '../../support/databases';
import { shippedTemplates } from './shipped';

let dataSource: DataSource;
let warnings: string[];
let shelf: TemplateShelf;

function newShelf(source = dataSource): TemplateShelf {
  const logger = { warn: (_: Record<string, unknown>, message: string) => void warnings.push(message) };
  return new TemplateShelf({ dataSource: source, clock: new MovableClock(Date.parse('2027-03-01T02:00:00Z')), logger });
}

beforeEach(async () => {
  dataSource = await openFreshDatabase();
  warnings = [];
  shelf = newShelf();
});

afterEach(() => dataSource.destroy());

function file(name: string, body: string, header = '') {
  return {
    name,
    source: `---\ntitle: 示例\nplay: ${name.split('/')[0]}\nchannel: suggestion\n${header}---\n${body}\n`,
  };
}

function request(change: Partial<TextRequest> = {}): TextRequest {
  return { play: 'birthday', scope: usualSample, match: {}, customerKey: 'wm1', occasion: 'birthday:2027', ...change };
}

function versions(name: string) {
  return dataSource.getRepository(TemplateVersion).find({ where: { name }, order: { version: 'ASC' } });
}

describe('shelving', () => {
  it('makes a version of each sound file, and a further one only when its source changes', async () => {
    expect(await shelf.shelve([file('birthday/a', '{{ customer.name }}，生日快乐！')])).toEqual([]);
    await shelf.shelve([file('birthday/a', '{{ customer.name }}，生日快乐！')]);
    await shelf.shelve([file('birthday/a', '{{ customer.name }}，祝您生日快乐！')]);
    expect(await versions('birthday/a')).toMatchObject([
      { version: 1, current: false, source: expect.stringContaining('，生日快乐') },
      { version: 2, current: true, source: expect.stringContaining('祝您生日快乐') },
    ]);
    expect(shelf.choose(request())).toEqual({
      kind: 'text',
      template: 'birthday/a@2',
      text: '王女士，祝您生日快乐！',
      depth: 'customer',
    });
  });

  it('leaves a faulty file out by name while the others, and its former version, work', async () => {
    await shelf.shelve([file('birthday/a', '生日快乐'), file('birthday/b', '生日快乐呀')]);
    const faults = await shelf.shelve([file('birthday/a', '生日优惠'), file('birthday/c', '祝您生日快乐')]);
    expect(faults).toMatchObject([{ path: 'birthday/a', code: 'promotion' }]);
    expect(warnings).toEqual([faults[0]!.message]);
    expect(shelf.list().map(({ name, version }) => `${name}@${version}`)).toEqual([
      'birthday/a@1',
      'birthday/b@1',
      'birthday/c@1',
    ]);
    expect(shelf.render('birthday/a', {})).toMatchObject({ text: '生日快乐' });
  });

  it('takes the first of two files of one name', async () => {
    const faults = await shelf.shelve([file('birthday/a', '甲'), file('birthday/a', '乙')]);
    expect(faults).toMatchObject([{ code: 'named_twice', path: 'birthday/a' }]);
    expect(shelf.render('birthday/a', {})).toMatchObject({ text: '甲' });
  });

  it('does not bring a shipped text back over a later edit, and goes back to it when asked', async () => {
    const shipped = file('birthday/a', '出厂的祝福');
    await shelf.shelve([shipped], { shipped: true });
    await shelf.shelve([file('birthday/a', '改过的祝福')]);
    await shelf.shelve([shipped], { shipped: true });
    expect(shelf.render('birthday/a', {})).toMatchObject({ template: 'birthday/a@2', text: '改过的祝福' });
    await shelf.shelve([shipped]);
    expect(shelf.render('birthday/a', {})).toMatchObject({ template: 'birthday/a@3', text: '出厂的祝福' });
  });

  it('round-trips through an export', async () => {
    await shelf.shelve(shippedTemplates());
    const exported = shelf.exportTo();
    expect(exported).toEqual(shippedTemplates().sort((one, other) => (one.name < other.name ? -1 : 1)));
    await shelf.shelve(exported);
    expect(await dataSource.getRepository(TemplateVersion).count()).toBe(exported.length);
  });

  it('is done once when two processes start at once', async () => {
    const again = await openAgain(dataSource);
    const [one, other] = [newShelf(), newShelf(again)];
    await Promise.all([one.shelve(shippedTemplates()), other.shelve(shippedTemplates())]);
    expect(await dataSource.getRepository(TemplateVersion).countBy({ current: true })).toBe(shippedTemplates().length);
    expect(one.list().map(({ name }) => name)).toEqual(other.list().map(({ name }) => name));
  });
});

describe('restocking', () => {
  it('brings in what another process shelved', async () => {
    await newShelf().shelve([file('birthday/a', '生日快乐')]);
    expect(shelf.choose(request())).toMatchObject({ kind: 'none', reason: 'no_template' });
    await shelf.restock();
    expect(shelf.choose(request())).toMatchObject({ kind: 'text', template: 'birthday/a@1' });
  });

  it('leaves out by name a stored source that no longer passes', async () => {
    await shelf.shelve([file('birthday/a', '生日快乐'), file('birthday/b', '生日快乐')]);
    await dataSource.getRepository(TemplateVersion).update({ name: 'birthday/a' }, { source: 'rotten' });
    const later = newShelf();
    await later.restock();
    expect(later.list().map(({ name }) => name)).toEqual(['birthday/b']);
    expect(warnings).toEqual([expect.stringContaining('template birthday/a')]);
  });
});

describe('choosing', () => {
  it('takes the most specific text that fits', async () => {
    await shelf.shelve([
      file('holiday/any', '节日好'),
      file('holiday/reunion', '团聚好', 'when: { festivalClass: reunion }\n'),
      file('holiday/moon', '中秋好', 'when: { festivals: [mid-autumn] }\n'),
      file('holiday/moon-elite', '尊享中秋好', 'audience: [elite]\nwhen: { festivals: [mid-autumn] }\n'),
      file('holiday/moon-day', '中秋团圆', 'when: { festivals: [mid-autumn], moment: day }\n'),
    ]);
    const text = (match: TextRequest['match']) => {
      const choice = shelf.choose(request({ play: 'holiday', match }));
      return choice.kind === 'text' ? choice.text : choice.reason;
    };
    expect(text({ festivalKey: 'mid-autumn', festivalClass: 'reunion', tier: 'basic' })).toBe('中秋好');
    expect(text({ festivalKey: 'mid-autumn', festivalClass: 'reunion', tier: 'elite' })).toBe('尊享中秋好');
    expect(text({ festivalKey: 'mid-autumn', festivalClass: 'reunion', moment: 'day' })).toBe('中秋团圆');
    expect(text({ festivalKey: 'new-year', festivalClass: 'reunion' })).toBe('团聚好');
    expect(text({ festivalKey: 'double-11', festivalClass: 'promotion' })).toBe('节日好');
    expect(text({ festivalKey: 'double-11', channel: 'mass-send' })).toBe('no_template');
  });

  it('falls back to the next text when one cannot be written for this customer', async () => {
    await shelf.shelve([
      file(
        'birthday/years',
        '{{ customer.name }}，相识{{ customer.years }}年，生日快乐',
        'weight: 100\naudience: [elite]\n',
      ),
      file('birthday/plain', '{{ customer.name }}，生日快乐', 'weight: 1\n'),
    ]);
    const elite = { tier: 'elite' } as const;
    expect(shelf.choose(request({ match: elite }))).toMatchObject({ text: '王女士，相识3年，生日快乐' });
    const scope = { ...usualSample, customer: { name: '李先生', years: null } };
    expect(shelf.choose(request({ match: elite, scope }))).toMatchObject({ text: '李先生，生日快乐' });
  });

  it('says what none fits in words that people use', async () => {
    await shelf.shelve([file('usage-tip/a', '【{{ step.title }}】', 'when:\n  step: d3\n')]);
    const asked = { play: 'usage-tip', match: { step: 'd7', tier: 'elite', channel: 'suggestion' } } as const;
    const scope = { step: { title: '更多用法' }, customer: { tierName: '尊享' } };
    expect(shelf.choose(request({ ...asked, scope }))).toMatchObject({
      reason: 'no_template',
      why: '「使用指导」没有适合的模板（更多用法、尊享）。',
    });
  });

  it('holds the touch with its reason when no text can be written', async () => {
    await shelf.shelve([file('birthday/plain', '{{ customer.name }}，生日快乐')]);
    expect(shelf.choose(request({ scope: { customer: { name: '  ' } } }))).toEqual({
      kind: 'none',
      reason: 'not_renderable',
      why: '适合的模板都写不出来：birthday/plain 缺少「客户称呼」（customer.name）。',
    });
  });

  it('holds a text that has grown longer than WeCom takes', async () => {
    await shelf.shelve([file('usage-tip/a', '{{ step.text }}')]);
    const scope = { step: { title: '用法', text: '长'.repeat(1500), day: 3 } };
    const choice = shelf.choose(request({ play: 'usage-tip', scope }));
    expect(choice).toMatchObject({ kind: 'none', why: expect.stringContaining('4500 字节') });
  });

  it('leaves out what the customer had lately', async () => {
    await shelf.shelve([file('birthday/a', '甲'), file('birthday/b', '乙')]);
    expect(shelf.choose(request({ avoid: ['birthday/a@1'] }))).toMatchObject({ template: 'birthday/b@1' });
    expect(shelf.choose(request({ avoid: ['birthday/a', 'birthday/b@7'] }))).toMatchObject({
      kind: 'none',
      reason: 'used_lately',
      why: expect.stringMatching(/birthday\/[ab]、birthday\/[ab]/),
    });
  });

  it('says why when there is no such play', () => {
    expect(shelf.choose(request({ play: '__proto__' }))).toMatchObject({ kind: 'none', reason: 'no_template' });
  });

  it('keeps to one choice for a customer and occasion, and spreads by weight over many', async () => {
    await shelf.shelve([file('birthday/a', '甲', 'weight: 75\n'), file('birthday/b', '乙', 'weight: 25\n')]);
    const chosen = (index: number) => shelf.choose(request({ customerKey: `wm${index}` }));
    const first = Array.from({ length: 4000 }, (_, index) => chosen(index));
    expect(Array.from({ length: 4000 }, (_, index) => chosen(index))).toEqual(first);
    const share = first.filter((choice) => choice.kind === 'text' && choice.template === 'birthday/a@1').length / 4000;
    expect(share).toBeGreaterThan(0.72);
    expect(share).toBeLessThan(0.78);
  });

  it('moves only the customers that a new text wins', async () => {
    const texts = [file('birthday/a', '甲'), file('birthday/b', '乙')];
    const all = () => Array.from({ length: 500 }, (_, index) => shelf.choose(request({ customerKey: `wm${index}` })));
    await shelf.shelve(texts);
    const before = all();
    await shelf.shelve([file('birthday/c', '丙')]);
    for (const [index, choice] of all().entries()) {
      if (choice.kind === 'text' && choice.text !== '丙') expect(choice).toEqual(before[index]);
    }
  });

  it('never mixes up texts of two reps or two festivals that it remembers', async () => {
    await shelf.shelve([
      file(
        'holiday/a',
        '{{ rep.name }}祝您{{ festival.name }}好{% if festival.wish %}，{{ festival.wish }}{% endif %}',
      ),
    ]);
    const value = fc.constantFrom('张', '张敏', '敏', 'null', '1', '');
    fc.assert(
      fc.property(value, value, value, (rep, festival, wish) => {
        const scope = { rep: { name: rep }, festival: { name: festival, wish, daysLeft: 1, dayText: '今天' } };
        const choice = shelf.choose(request({ play: 'holiday', scope }));
        if (rep === '' || festival === '') expect(choice.kind).toBe('none');
        else
          expect(choice).toMatchObject({
            text: `${rep}祝您${festival}好${wish === '' ? '' : `，${wish}`}`,
            depth: 'rep',
          });
      }),
    );
  });

  it('never prints a missing value, whatever of the scope is gone', async () => {
    await shelf.shelve(shippedTemplates());
    const maybe = (scope: object) =>
      fc.record(
        Object.fromEntries(
          Object.entries(scope).map(([key, value]) => [key, fc.constantFrom(value, value, null, undefined, '', NaN)]),
        ),
        { requiredKeys: [] },
      );
    const scopes = fc.record(
      Object.fromEntries(Object.entries(usualSample).map(([key, value]) => [key, maybe(value)])),
      {
        requiredKeys: [],
      },
    );
    const plays = fc.constantFrom(
      'welcome',
      'usage-tip',
      'replenish',
      'holiday',
      'birthday',
      'anniversary',
      'referral',
    );
    const kinds = fc.constantFrom('wedding', 'child-birthday', 'parent-birthday', 'first-purchase', 'other');
    fc.assert(
      fc.property(plays, scopes, kinds, fc.nat(), (play, scope, dateKind, customer) => {
        const match = {
          dateKind,
          festivalClass: 'reunion',
          moment: play === 'replenish' ? 'lead' : undefined,
        } as const;
        const choice = shelf.choose(request({ play, scope, match, customerKey: `wm${customer}` }));
        if (choice.kind === 'none') expect(choice.why).not.toBe('');
        else expect(choice.text).not.toMatch(/undefined|null|NaN|\{\{|\[object/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('forecasting', () => {
  it('tells how deep a template, or the deepest of a play, reaches', async () => {
    await shelf.shelve([
      file('holiday/plain', '{{ festival.name }}好'),
      file('holiday/named', '{{ customer.name }}好'),
    ]);
    expect(shelf.forecast('holiday/plain')).toBe('corp');
    expect(shelf.forecast('holiday')).toBe('customer');
    expect(shelf.forecast('nothing')).toBeNull();
  });
});
