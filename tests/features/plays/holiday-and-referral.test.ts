import { allPlays } from '../../../src/features/plays/all-plays';
import { FestivalCalendar } from '../../../src/features/plays/festival-calendar';
import { holiday } from '../../../src/features/plays/holiday';
import { referral } from '../../../src/features/plays/referral';
import { addDays } from '../../../src/kernel/calendar';
import { careSettings, shippedFestivals } from '../planning/planning-world';
import { customer, date, dayOf } from './play-facts';

const buyer = customer({ orderCount: 1, firstOrderOn: '2026-01-05' });
const festivals = shippedFestivals();
const duringYear = (year: number) => {
  const keys = new Map<string, { firstOn: string; lastOn: string; names: unknown }>();
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const { due } = new FestivalCalendar(festivals, day, careSettings().holiday);
    for (const { occasion, firstOn, lastOn, absorbed } of due) {
      keys.set(occasion, { firstOn, lastOn, names: absorbed.map(({ festival }) => festival.name) });
    }
  }
  return keys;
};

describe('a holiday suggestion', () => {
  const year = duringYear(2027);

  test('comes its lead days before and outlasts a week, never the festival itself', () => {
    expect(year.get('holiday:2027-mid-autumn')).toMatchObject({ firstOn: '2027-08-21', lastOn: '2027-08-28' });
    expect(year.get('holiday:2027-teachers-day')).toBeUndefined();
    expect(year.get('holiday:2027-qixi')).toMatchObject({ firstOn: '2027-07-25' });
    expect(year.get('holiday:2028-spring-festival')).toMatchObject({ firstOn: '2027-12-27' });
  });

  test('festivals less than ten days apart are one suggestion, of the bigger one', () => {
    expect(year.get('holiday:2027-mid-autumn')?.names).toEqual(['教师节']);
    const keys = [...year.keys()];
    expect(keys).not.toContain('holiday:2027-little-new-year');
    expect(keys.filter((key) => key.endsWith('spring-festival') || key.endsWith('new-year-eve'))).toHaveLength(2);
  });

  test.each([
    [2026, '2026-dragon-boat', ['父亲节', '618']],
    [2027, '2027-dragon-boat', ['儿童节', '618']],
    [2029, '2029-dragon-boat', ['父亲节', '618']],
    [2026, '2027-new-year', ['年货节']],
    [2026, '2026-teachers-day', ['秋季开学']],
    [2026, '2026-mothers-day', ['劳动节']],
    [2027, '2027-mothers-day', ['劳动节']],
  ])('in %i %s is not lost to the sale, season or outing beside it', (inYear, festival, names) => {
    expect(duringYear(inYear).get(`holiday:${festival}`)?.names).toEqual(names);
  });

  test('solemn, dignified and non-commercial days are never suggested, nor what is switched off', () => {
    for (const key of ['qingming', 'ghost-festival', 'national-memorial', 'party-day', 'gaokao', 'christmas']) {
      expect([...year.keys()].some((found) => found.endsWith(`-${key}`))).toBe(false);
    }
  });

  test('only for those who bought before', () => {
    expect(holiday.due(buyer, dayOf('2027-08-21')).map(({ key }) => key)).toContain('holiday:2027-mid-autumn');
    expect(holiday.due(customer(), dayOf('2027-08-21'))).toEqual([]);
    expect(holiday.whyNot(customer(), dayOf('2027-08-21'))).toBe('还没有下过单，不发节日建议');
    expect(holiday.whyNot(buyer, dayOf('2027-03-20'))).toBe('今天没有节日建议，下一个是母亲节，2027-04-25 起');
  });

  test('the bigger festival weighs more', () => {
    const weights = holiday.due(buyer, dayOf('2027-08-21')).map(({ key, weight }) => [key, weight]);
    expect(weights).toContainEqual(['holiday:2027-mid-autumn', 2025]);
    expect(weights).toContainEqual(['holiday:2027-autumn-term', 1014]);
  });

  test('a small festival of people goes before a big sale', () => {
    const [first] = holiday.due(buyer, dayOf('2027-11-22')).sort((one, other) => other.weight - one.weight);
    expect(first?.key).toBe('holiday:2027-thanksgiving');
  });

  test.each([
    ['2027-04-05', '清明', false],
    ['2027-08-16', '中元', true],
    ['2027-09-18', '九一八纪念日', false],
    ['2027-12-13', '国家公祭日', false],
  ])('%s mourns: %s', (day, name, noContact) => {
    const off = festivals.map((festival) => ({ ...festival, on: false }));
    expect(new FestivalCalendar(off, day, careSettings().holiday).mourning).toEqual({ name, noContact });
  });
});

describe('a wish on the day', () => {
  const wishes = (day: string, facts = buyer) =>
    holiday.due(facts, dayOf(day)).filter(({ match }) => match.moment === 'day');

  test('is for a family festival, sells nothing and ends with the day', () => {
    expect(wishes('2027-09-15')).toEqual([
      expect.objectContaining({
        key: 'holiday:2027-mid-autumn:day',
        commercial: false,
        firstOn: '2027-09-15',
        lastOn: '2027-09-15',
        why: '今天是中秋节（2027-09-15）：只送祝福',
      }),
    ]);
    expect(wishes('2027-09-14')).toEqual([]);
    expect(wishes('2027-09-15', customer())).toEqual([]);
  });

  test.each([
    ['a sale', '2027-11-11'],
    ['a day of one person among many', '2027-05-09'],
    ['the eve of a bigger one', '2027-02-05'],
  ])('not for %s', (_name, day) => {
    expect(wishes(day)).toEqual([]);
  });

  test('goes before a suggestion for the festival after it', () => {
    const all = holiday.due(buyer, dayOf('2027-02-06'));
    expect(all.sort((one, other) => other.weight - one.weight)[0]?.key).toBe('holiday:2027-spring-festival:day');
  });
});

describe('a referral ask', () => {
  const fan = customer({ orderCount: 3, firstOrderOn: '2026-05-01', lastDeliveredOn: '2027-03-01' });
  const keys = (facts: typeof fan, day: string) => referral.due(facts, dayOf(day)).map(({ key }) => key);

  test('comes 14 days after the delivery of a third order, and has one key for as long as it may go out', () => {
    expect(keys(fan, '2027-03-14')).toEqual([]);
    expect(keys(fan, '2027-03-15')).toEqual(['referral:2027-03-15']);
    expect(keys(fan, '2027-03-29')).toEqual(['referral:2027-03-15']);
    expect(keys(fan, '2027-03-30')).toEqual([]);
  });

  test.each([
    ['too few orders', { orderCount: 2 }, '累计 2 单，满 3 单才请客户推荐'],
    ['asked since the last order', { lastReferralOn: '2027-03-02' }, '2027-03-02 已请过推荐，之后没有新订单'],
    ['asked less than 90 days ago', { lastReferralOn: '2027-01-10' }, '最早 2027-04-10 可以请客户推荐'],
    ['a complaint closed less than 30 days ago', { problemClosedOn: '2027-02-14' }, '投诉解决未满 30 天'],
    ['a birthday within a week ahead', { dates: [date({ month: 3, day: 22 })] }, '临近客户生日 2027-03-22'],
    ['a birthday within a week before', { dates: [date({ month: 3, day: 8 })] }, '临近客户生日 2027-03-08'],
  ])('not with %s', (_name, more, why) => {
    const facts = { ...fan, ...more };
    expect(keys(facts, '2027-03-15')).toEqual([]);
    expect(referral.whyNot(facts, dayOf('2027-03-15'))).toBe(why);
  });

  test('a newer order than the last ask makes a new one, 90 days later at the earliest', () => {
    expect(keys({ ...fan, lastReferralOn: '2027-01-10' }, '2027-04-10')).toEqual(['referral:2027-04-10']);
  });
});

test('every play has a name of its own, and says why nothing is due', () => {
  expect(new Set(allPlays.map(({ name }) => name)).size).toBe(allPlays.length);
  for (const play of allPlays) {
    expect(play.due(customer(), dayOf('2027-03-20'))).toEqual([]);
    expect(play.whyNot(customer(), dayOf('2027-03-20'))).not.toBe('');
  }
});
