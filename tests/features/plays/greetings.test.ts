import { anniversary } from '../../../src/features/plays/anniversary';
import { birthday } from '../../../src/features/plays/birthday';
import { addDays } from '../../../src/kernel/calendar';
import { careSettings } from '../planning/planning-world';
import { customer, date, dayOf } from './play-facts';

const lunar = { calendar: 'lunar' } as const;

describe('a birthday', () => {
  test.each([
    ['solar', { month: 6, day: 1 }, '2027-06-01'],
    ['lunar 八月十五', { ...lunar, month: 8, day: 15 }, '2027-09-15'],
    ['lunar 正月初一 2027, where Intl is a day early', { ...lunar, month: 1, day: 1 }, '2027-02-06'],
    ['lunar 三十 in a month of 29 days is 廿九', { ...lunar, month: 12, day: 30 }, '2028-01-25'],
    ['born in 闰六月: the month that is not leap', { ...lunar, month: 6, day: 10, leapMonth: true }, '2025-07-04'],
    ['29 February in a common year', { month: 2, day: 29 }, '2027-02-28'],
    ['29 February in a leap year', { month: 2, day: 29 }, '2028-02-29'],
  ])('%s falls on its day and on no other', (_name, known, on) => {
    const facts = customer({ dates: [date(known)] });
    const [occasion] = birthday.due(facts, dayOf(on));
    expect(occasion).toMatchObject({
      key: `birthday:${on.slice(0, 4)}`,
      firstOn: on,
      lastOn: on,
      from: '09:00',
      commercial: false,
    });
    expect(birthday.due(facts, dayOf(addDays(on, -1)))).toEqual([]);
    expect(birthday.due(facts, dayOf(addDays(on, 1)))).toEqual([]);
  });

  test('the leap month itself and 1 March, where the shop set it so', () => {
    const settings = careSettings();
    settings.birthdays.leapMonth = 'leap-when-present';
    settings.birthdays.feb29 = 'mar-1';
    const leap = customer({ dates: [date({ ...lunar, month: 6, day: 10, leapMonth: true })] });
    expect(birthday.due(leap, dayOf('2025-08-03', [], settings))).toHaveLength(1);
    expect(birthday.due(leap, dayOf('2025-07-04', [], settings))).toHaveLength(0);
    const feb = customer({ dates: [date({ month: 2, day: 29 })] });
    expect(birthday.due(feb, dayOf('2027-03-01', [], settings))).toHaveLength(1);
  });

  test('a lunar birthday that comes twice in a solar year is two occasions', () => {
    const facts = customer({ dates: [date({ ...lunar, month: 12, day: 8 })] });
    const keys = ['2025-01-07', '2026-01-26', '2027-01-15'].flatMap((day) =>
      birthday.due(facts, dayOf(day)).map(({ key }) => key),
    );
    expect(keys).toEqual(['birthday:2025', 'birthday:2026', 'birthday:2027']);
    const twice = customer({ dates: [date({ ...lunar, month: 12, day: 2 })] });
    const found: string[] = [];
    const base = dayOf('2025-01-01');
    for (let day = '2024-01-01'; day < '2034-01-01'; day = addDays(day, 1)) {
      found.push(...birthday.due(twice, { ...base, day }).map(({ key }) => key));
    }
    expect(found.length).toBeGreaterThanOrEqual(9);
    expect(new Set(found).size).toBe(found.length);
  });

  test('solar and lunar both known: greeted once a year', () => {
    const facts = customer({ dates: [date({ month: 9, day: 1 }), date({ id: 'd2', ...lunar, month: 8, day: 15 })] });
    const keys = ['2027-09-01', '2027-09-15'].flatMap((day) => birthday.due(facts, dayOf(day)).map(({ key }) => key));
    expect(keys).toEqual(['birthday:2027', 'birthday:2027']);
  });

  test('no age is ever given to the text', () => {
    const facts = customer({ dates: [date({ year: 1990, month: 6, day: 1 })] });
    const [occasion] = birthday.due(facts, dayOf('2027-06-01'));
    expect(occasion?.details['date']).toMatchObject({ years: null, dayText: '6月1日' });
    expect(JSON.stringify(occasion)).not.toContain('1990');
  });

  test('says why nothing is due', () => {
    expect(birthday.whyNot(customer(), dayOf('2027-06-01'))).toBe('档案里没有已确认的客户生日');
    const facts = customer({ dates: [date({ ...lunar, month: 8, day: 15 })] });
    expect(birthday.whyNot(facts, dayOf('2027-06-01'))).toBe('客户生日是 2027-09-15');
  });
});

describe('an anniversary', () => {
  test('the birthday of somebody else is one, and no birthday', () => {
    const facts = customer({ dates: [date({ forWhom: '女儿', kind: 'child-birthday', month: 6, day: 1 })] });
    expect(birthday.due(facts, dayOf('2027-06-01'))).toEqual([]);
    expect(anniversary.due(facts, dayOf('2027-06-01'))).toMatchObject([
      { key: 'anniversary:d1:2027', match: { dateKind: 'child-birthday', forWhom: 'other' } },
    ]);
  });

  test('a wedding day counts the years where the year is known', () => {
    const [known] = anniversary.due(
      customer({ dates: [date({ kind: 'wedding', year: 2019, month: 5, day: 20 })] }),
      dayOf('2027-05-20'),
    );
    const [unknown] = anniversary.due(
      customer({ dates: [date({ kind: 'wedding', month: 5, day: 20 })] }),
      dayOf('2027-05-20'),
    );
    expect(known?.details['date']).toMatchObject({ years: 8, kindName: '结婚纪念日' });
    expect(unknown?.details['date']).toMatchObject({ years: null });
  });

  test.each([
    ['2025-03-01', '2027-03-01', ['anniversary:first-purchase:2027']],
    ['2024-02-29', '2027-02-28', ['anniversary:first-purchase:2027']],
    ['2027-03-01', '2027-03-01', []],
    ['2026-03-02', '2027-03-01', []],
  ])('first bought %s: on %s %j', (firstOrderOn, day, keys) => {
    const facts = customer({ orderCount: 1, firstOrderOn });
    expect(anniversary.due(facts, dayOf(day)).map(({ key }) => key)).toEqual(keys);
  });

  test('all orders refunded: no anniversary of the first', () => {
    expect(anniversary.due(customer({ orderCount: 0, firstOrderOn: '2025-03-01' }), dayOf('2027-03-01'))).toEqual([]);
  });
});
