import type { DataSource } from 'typeorm';
import { allPlays } from '../../../src/features/plays/all-plays';
import { FestivalCalendar } from '../../../src/features/plays/festival-calendar';
import type { CustomerFacts, DayFacts, Occasion, Play } from '../../../src/features/plays/play';
import { TemplateShelf } from '../../../src/features/templates/template-shelf';
import { addDays } from '../../../src/kernel/calendar';
import type { Festival } from '../../../src/kernel/festivals';
import { dateKinds } from '../../../src/model/important-date';
import { MovableClock } from '../../../src/outbound/clock';
import { openFreshDatabase } from '../../support/databases';
import { shippedFestivals } from '../planning/planning-world';
import { customer, date, dayOf, purchase, shelf as products } from '../plays/play-facts';
import { shippedTemplates } from './shipped';

const day = '2027-03-05';
const steps = [0, 3, 5, 7, 15, 30].map((age) => ({ day: age, title: '首次冲洗', text: '放水冲洗十分钟。' }));
const filter = {
  sku: 'filter',
  name: '滤芯',
  usageSteps: steps,
  consumable: { sku: 'filter', cycleDays: 180, leadDays: 7 },
};

const usual = { ...dayOf(day), products: products([filter]) };

function dayWith(festivals: readonly Festival[], on = day): DayFacts {
  return { ...usual, day: on, festivals: new FestivalCalendar(festivals, on, usual.settings.holiday) };
}

/** Customers to whom, taken together, everything happens that a play waits for. */
function cast(): CustomerFacts[] {
  const dates = [...dateKinds, 'birthday' as const].flatMap((kind) => {
    return ['', '女儿'].map((forWhom) =>
      date({ kind, forWhom, month: 3, day: 5, year: 2019, label: kind === 'other' ? '乔迁纪念日' : '' }),
    );
  });
  return [
    ...dates.map((each) => customer({ dates: [each] })),
    customer({ orderCount: 1, firstOrderOn: '2024-03-05' }),
    ...steps.map((step) => customer({ orderCount: 1, purchases: [purchase(addDays(day, -step.day))] })),
    ...[180, 174].map((age) => customer({ orderCount: 1, purchases: [purchase(addDays(day, -age))] })),
    customer({ orderCount: 3, lastDeliveredOn: addDays(day, -15) }),
  ];
}

/** Each festival in a shop that keeps only it, and one of the shop's own of each class that may sell. */
function festivals(): Festival[] {
  const shipped = shippedFestivals().map((festival) => ({ ...festival, on: true }));
  const own = (['reunion', 'commemorative', 'seasonal', 'promotion'] as const).map((festivalClass) => {
    return { ...shipped[0]!, key: `own-${festivalClass}`, name: '店庆', class: festivalClass };
  });
  return [...shipped, ...own];
}

const festivalDays = festivals().flatMap((festival) => {
  const { next } = dayWith([festival], '2026-12-01').festivals;
  return next ? [dayWith([festival], next.firstOn), dayWith([festival], next.day)] : [];
});

/** An activity of the shop's calendar for everybody. */
const activity = {
  id: 'spring-tea',
  title: '春茶品鉴',
  text: '周六下午在店里一起试新茶',
  kind: 'share' as const,
  stages: [],
  tiers: [],
  skus: null,
  firstOn: '2027-03-01',
  lastOn: '2027-03-07',
};

/** One of each kind of occasion that the play may have. */
function occasionsOf(play: Play): Occasion[] {
  if (play.byEvent) return [{ key: 'welcome', match: {}, details: {} } as Occasion]; // all that choosing a text asks for
  const all = [
    ...cast().flatMap((facts) => play.due(facts, dayWith([]))),
    ...play.due(customer({ orderCount: 1 }), { ...dayWith([]), topics: [activity] }),
    ...festivalDays.flatMap((each) => play.due(customer({ orderCount: 1 }), each)),
  ];
  return [...new Map(all.map((occasion) => [JSON.stringify(occasion.match), occasion])).values()];
}

function audiences() {
  const tiers = ['none', 'elite'] as const;
  return tiers.flatMap((tier) => [null, 3].flatMap((years) => ['', '王女士'].map((name) => ({ tier, years, name }))));
}

describe('every shipped template', () => {
  let dataSource: DataSource;
  let shelf: TemplateShelf;
  beforeAll(async () => {
    dataSource = await openFreshDatabase();
    const clock = new MovableClock(Date.parse('2027-03-01T02:00:00Z'));
    shelf = new TemplateShelf({ dataSource, clock, logger: { warn: () => undefined } });
    await shelf.shelve(shippedTemplates());
  });
  afterAll(() => dataSource.destroy());

  /** What a customer gets, and then what they get instead of what was used lately; a mass-send avoids nothing. */
  function chosenFor(
    play: Play,
    { key, match, details }: Occasion,
    who: ReturnType<typeof audiences>[number],
  ): string[] {
    const { tier, name, years } = who;
    const given = (avoid: readonly string[], customerKey: string) => {
      const scope = {
        ...details,
        customer: { name, years },
        rep: { name: '张敏' },
        shop: { name: '久伴生活馆', promise: '提前备货' },
      };
      const asked = { ...match, tier, stage: 'partner', channel: play.path } as const;
      const text = shelf.choose({ play: play.name, scope, match: asked, customerKey, occasion: key, avoid });
      return text.kind === 'text' ? text.template : null;
    };
    if (play.path !== 'suggestion') return Array.from({ length: 24 }, (_, each) => given([], `rep ${each}`) ?? '');
    const avoid: string[] = [];
    for (let next = given(avoid, 'wang'); next !== null; next = given(avoid, 'wang')) avoid.push(next);
    return avoid;
  }

  it('can be chosen for somebody', () => {
    const chosen = allPlays.flatMap((play) =>
      occasionsOf(play).flatMap((occasion) => audiences().flatMap((who) => chosenFor(play, occasion, who))),
    );
    const names = new Set(chosen.map((template) => template.split('@')[0]));
    const never = shelf.list().filter(({ name }) => !names.has(name));
    expect(never.map(({ name }) => name)).toEqual([]);
  });
});
