import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CareError } from '../../src/kernel/errors';
import { festivalDays, festivalsBetween, parseFestivals } from '../../src/kernel/festivals';

const shipped = parseFestivals(parse(readFileSync(join(__dirname, '../../config/festivals.yaml'), 'utf8')));

function festival(key: string) {
  const found = shipped.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`no festival ${key}`);
  return found;
}

describe('the day of a festival', () => {
  test.each([
    ['spring-festival', 2026, '2026-02-17'],
    ['spring-festival', 2027, '2027-02-06'],
    ['spring-festival', 2030, '2030-02-03'],
    ['new-year-eve', 2026, '2026-02-16'],
    ['new-year-eve', 2027, '2027-02-05'],
    ['new-year-eve', 2030, '2030-02-02'],
    ['laba', 2026, '2026-01-26'],
    ['laba', 2027, '2027-01-15'],
    ['little-new-year', 2026, '2026-02-10'],
    ['little-new-year-south', 2026, '2026-02-11'],
    ['lantern-festival', 2026, '2026-03-03'],
    ['back-to-work', 2026, '2026-02-22'],
    ['qingming', 2024, '2024-04-04'],
    ['qingming', 2026, '2026-04-05'],
    ['qingming', 2027, '2027-04-05'],
    ['mothers-day', 2026, '2026-05-10'],
    ['mothers-day', 2027, '2027-05-09'],
    ['fathers-day', 2026, '2026-06-21'],
    ['thanksgiving', 2026, '2026-11-26'],
    ['dragon-boat', 2026, '2026-06-19'],
    ['dog-days', 2024, '2024-07-15'],
    ['dog-days', 2025, '2025-07-20'],
    ['dog-days', 2026, '2026-07-15'],
    ['start-of-autumn', 2026, '2026-08-07'],
    ['qixi', 2012, '2012-08-23'],
    ['qixi', 2026, '2026-08-19'],
    // 2025 has a leap sixth month before it
    ['qixi', 2025, '2025-08-29'],
    ['ghost-festival', 2026, '2026-08-27'],
    ['mid-autumn', 2026, '2026-09-25'],
    ['mid-autumn', 2027, '2027-09-15'],
    ['double-ninth', 2026, '2026-10-18'],
    ['heavy-snow', 2026, '2026-12-07'],
    ['winter-solstice', 2026, '2026-12-22'],
    ['winter-solstice', 2027, '2027-12-22'],
    ['national-memorial', 2026, '2026-12-13'],
    ['christmas', 2026, '2026-12-25'],
  ])('%s in %i is %s', (key, year, day) => {
    expect(festivalDays(festival(key).rule, year)).toEqual([day]);
  });

  test('in the twelfth month may come twice in a solar year, or not', () => {
    const start = { kind: 'lunar', month: 12, day: 1 } as const;
    expect(festivalDays(start, 2024)).toEqual(['2024-01-11', '2024-12-31']);
    expect(festivalDays(start, 2025)).toEqual([]);
  });

  test('三伏 go by the stems of the days', () => {
    expect(festivalDays({ kind: 'dog-days', name: '初伏' }, 2023)).toEqual(['2023-07-11']);
    expect(festivalDays({ kind: 'dog-days', name: '中伏' }, 2023)).toEqual(['2023-07-21']);
    expect(festivalDays({ kind: 'dog-days', name: '末伏' }, 2023)).toEqual(['2023-08-10']);
    expect(festivalDays({ kind: 'dog-days', name: '末伏' }, 2025)).toEqual(['2025-08-09']);
  });

  test('of mourning is what was declared', () => {
    const rule = { kind: 'declared', days: ['2020-04-04', '2008-05-21', '2008-05-19', '2008-05-20'] } as const;
    expect(festivalDays({ ...rule, days: [...rule.days] }, 2008)).toEqual(['2008-05-19', '2008-05-20', '2008-05-21']);
    expect(festivalDays({ ...rule, days: [...rule.days] }, 2009)).toEqual([]);
  });

  test('can be told for every festival and every year of a century', () => {
    for (let year = 1980; year <= 2080; year += 1) {
      for (const { key, rule } of shipped) {
        const days = festivalDays(rule, year);
        const latest = rule.kind === 'lunar' && rule.month >= 11;
        const usual = rule.kind === 'declared' || latest || days.length === 1;
        if (!usual || days.some((day) => !day.startsWith(String(year)))) throw new Error(`${key} ${year}: ${days}`);
      }
    }
  });
});

describe('the festivals of a span', () => {
  test('come by day, both ends included, across the turn of the year', () => {
    const found = festivalsBetween(shipped, '2026-12-13', '2027-02-06');
    expect(found.map(({ key, day }) => `${day} ${key}`)).toEqual([
      '2026-12-13 national-memorial',
      '2026-12-22 winter-solstice',
      '2026-12-24 christmas-eve',
      '2026-12-25 christmas',
      '2027-01-01 new-year',
      '2027-01-08 new-year-goods',
      '2027-01-15 laba',
      '2027-01-30 little-new-year',
      '2027-01-31 little-new-year-south',
      '2027-02-05 new-year-eve',
      '2027-02-06 spring-festival',
    ]);
    expect(found[0]?.festival.class).toBe('solemn');
  });

  test('are none when the span is empty', () => {
    expect(festivalsBetween(shipped, '2026-12-25', '2026-12-24')).toEqual([]);
  });
});

describe('the shipped festivals', () => {
  test('keep days of mourning free of commerce, and 中元 of all contact', () => {
    const solemn = shipped.filter((candidate) => candidate.class === 'solemn');
    expect(solemn.map(({ name }) => name)).toEqual(['清明', '中元', '九一八纪念日', '国家公祭日', '全国哀悼日']);
    expect(solemn.every(({ commercial, leadDays, on }) => !commercial && leadDays === null && on)).toBe(true);
    expect(shipped.filter(({ noContact }) => noContact).map(({ key }) => key)).toEqual(['ghost-festival']);
  });

  test('wish 安康 on 端午, and leave Christmas to the corp', () => {
    expect(festival('dragon-boat').greeting).toBe('端午安康');
    expect(festival('christmas').on).toBe(false);
    expect(festival('gaokao').commercial).toBe(false);
    expect(festival('mid-autumn')).toMatchObject({ class: 'reunion', leadDays: 25, commercial: true });
  });
});

describe('a list of festivals', () => {
  const fair = {
    key: 'shop-day',
    name: '店庆',
    rule: { kind: 'solar', month: 8, day: 8 },
    class: 'promotion',
    leadDays: 7,
  };

  test('fills what is not said', () => {
    expect(parseFestivals([fair])[0]).toEqual({
      ...fair,
      planDays: null,
      daysBefore: 0,
      daysAfter: 0,
      greeting: null,
      angle: '',
      commercial: true,
      noContact: false,
      on: true,
    });
  });

  test.each([
    ['no list', {}, 'array'],
    ['an unknown field', [{ ...fair, lead: 3 }], 'lead'],
    ['a class that is none', [{ ...fair, class: 'party' }], '0.class'],
    ['30 February', [{ ...fair, rule: { kind: 'solar', month: 2, day: 30 } }], '0.rule'],
    ['29 February, which most years lack', [{ ...fair, rule: { kind: 'solar', month: 2, day: 29 } }], '0.rule'],
    ['a fifth Sunday', [{ ...fair, rule: { kind: 'nth-weekday', month: 5, weekday: 0, nth: 5 } }], '0.rule.nth'],
    ['a term that is none', [{ ...fair, rule: { kind: 'solar-term', name: '中秋' } }], '0.rule.name'],
    [
      'a declared day that does not exist',
      [{ ...fair, rule: { kind: 'declared', days: ['2026-02-29'] } }],
      '0.rule.days.0',
    ],
    ['a key twice', [fair, fair], '1.key: shop-day comes twice'],
    ['commerce on a solemn day', [{ ...fair, class: 'solemn', leadDays: null, commercial: true }], '0.commercial'],
    ['a lead before a solemn day', [{ ...fair, class: 'solemn' }], '0.leadDays'],
  ])('with %s is refused', (_what, list, told) => {
    expect(() => parseFestivals(list)).toThrow(CareError);
    expect(() => parseFestivals(list)).toThrow(told);
  });

  test('is told all its faults together', () => {
    const broken = [{ ...fair, class: 'party', leadDays: -1 }];
    expect(() => parseFestivals(broken)).toThrow(/0\.class.*0\.leadDays/);
  });
});
