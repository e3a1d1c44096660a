import fc from 'fast-check';
import type { Candidate, CareContext, ComingGreeting, CountedTouch } from '../../../src/features/planning/care-context';
import { decide } from '../../../src/features/planning/decide';
import { addDays, fromEpochDay, toEpochDay } from '../../../src/kernel/calendar';
import { careSettings } from './planning-world';

const day = '2027-03-15';
const today = toEpochDay(day);
const settings = careSettings();

function candidate(more: Partial<Candidate> = {}): Candidate {
  const key = more.key ?? `${more.play ?? 'check-in'}:1`;
  const kind = { commercial: false, greeting: false, exempt: false, merges: false, weight: 0, window: 'open' } as const;
  return {
    key,
    play: 'check-in',
    title: '问候',
    priority: 7,
    topic: key,
    lastOn: addDays(day, 3),
    why: '该联系了',
    ...kind,
    ...more,
  };
}

function touch(offset: number, more: Partial<CountedTouch> = {}): CountedTouch {
  const key = more.key ?? `past:${offset}`;
  const kind = { commercial: false, exempt: false, massSend: true };
  return { key, play: 'check-in', title: '问候', epochDay: today + offset, topic: key, ...kind, ...more };
}

function greeting(offset: number, play: ComingGreeting['play'] = 'birthday', dormant = false): ComingGreeting {
  const on = addDays(day, offset);
  const shown = { label: play === 'birthday' ? '客户生日' : '结婚纪念日', dayText: '', years: null, date: null };
  return { play, on, key: `${play}:${on}`, kind: play === 'birthday' ? 'birthday' : 'wedding', dormant, ...shown };
}

function context(more: Partial<CareContext> = {}): CareContext {
  const open = { optedOut: false, deceased: false, problemOpen: false, heldOut: false, dormant: false };
  const added = addDays(day, -100);
  return {
    day,
    mourning: null,
    repUserId: 'lin',
    addedOn: added,
    tier: 'basic',
    touches: [],
    greetings: [],
    ...open,
    ...more,
  };
}

const verdict = (one: Candidate, around: Partial<CareContext>, rules = settings) => {
  const [decision] = decide([one], context(around), rules);
  return decision?.kind === 'plan' ? 'plan' : `${decision?.kind} ${decision?.reason}`;
};
const sells = (more: Partial<Candidate> = {}) =>
  candidate({ play: 'replenish', commercial: true, priority: 4, ...more });
const greets = (more: Partial<Candidate> = {}) => candidate({ play: 'birthday', greeting: true, priority: 2, ...more });
const thanks = candidate({ play: 'usage-tip', exempt: true, merges: true, priority: 3 });

describe('a customer of the holdout', () => {
  const left = { heldOut: true };
  test('gets no proactive care, and is refused last, when all else would allow it', () => {
    expect(verdict(sells(), left)).toBe('refuse holdout');
    expect(verdict(candidate({ play: 'usage-tip', priority: 3 }), left)).toBe('refuse holdout');
    expect(verdict(sells(), { ...left, problemOpen: true })).toBe('hold problem_open');
  });

  test('is wished well, thanked and kept promises to like everybody', () => {
    expect(verdict(greets(), left)).toBe('plan');
    expect(verdict(thanks, left)).toBe('plan');
    expect(verdict(candidate({ priority: 1 }), left)).toBe('plan');
  });
});

describe('one rule of care after the other', () => {
  const mourning = { name: '清明', noContact: false };
  const noContact = { name: '中元', noContact: true };
  const month = [-13, -10, -7].map((offset) => touch(offset, { commercial: true }));
  const sold = [-27, -20, -13, -6].map((offset) => touch(offset, { commercial: true, title: '耗材补充' }));

  test.each<[string, string, Candidate, Partial<CareContext>]>([
    ['plan', 'nothing stands against it', candidate(), {}],
    ['refuse opted_out', 'the customer opted out', thanks, { optedOut: true }],
    ['refuse deceased', 'the customer has died', greets(), { deceased: true }],
    ['hold no_rep', 'nobody follows the customer', candidate(), { repUserId: null }],
    ['hold quiet_hours', 'today’s hours are over', candidate({ window: 'tomorrow' }), {}],
    ['refuse window_passed', 'its last hours are over', greets({ window: 'passed' }), {}],
    ['hold no_contact_day', '中元', candidate(), { mourning: noContact }],
    ['hold no_contact_day', '中元, thanks too', thanks, { mourning: noContact }],
    ['plan', '中元, a birthday', greets(), { mourning: noContact }],
    ['hold mourning_day', 'commerce on a mourning day', sells(), { mourning }],
    ['plan', 'care on a mourning day', candidate(), { mourning }],
    ['hold problem_open', 'commerce in a complaint', sells(), { problemOpen: true }],
    ['hold problem_open', 'a greeting in a complaint', greets(), { problemOpen: true }],
    ['plan', 'care in a complaint', candidate(), { problemOpen: true }],
    ['hold newcomer', 'commerce on the day on which the customer added us', sells(), { addedOn: day }],
    ['hold newcomer', 'commerce two days later', sells(), { addedOn: addDays(day, -2) }],
    ['plan', 'commerce after three days', sells(), { addedOn: addDays(day, -3) }],
    ['plan', 'care on the day on which the customer added us', candidate(), { addedOn: day }],
    ['plan', 'commerce to whom nobody added, but who bought', sells(), { addedOn: null }],
    ['hold near_birthday', 'commerce the day before a birthday', sells(), { greetings: [greeting(1)] }],
    ['hold near_birthday', 'commerce the day after', sells(), { greetings: [greeting(-1)] }],
    ['hold daily_cap', 'one touch a day', candidate(), { touches: [touch(0)] }],
    ['hold free_day', 'no free day before', candidate(), { touches: [touch(-1)] }],
    ['hold free_day', 'no free day before one planned ahead', candidate(), { touches: [touch(1)] }],
    ['plan', 'a free day between', candidate(), { touches: [touch(-2)] }],
    ['hold weekly_cap', 'two in 7 days', candidate(), { touches: [touch(-2), touch(-6)] }],
    ['hold weekly_cap', 'two in 7 days, one planned ahead', candidate(), { touches: [touch(-3), touch(3)] }],
    ['plan', 'the first of them 7 days ago', candidate(), { touches: [touch(-2), touch(-7)] }],
    ['plan', '尊享 has three', candidate(), { touches: [touch(-2), touch(-6)], tier: 'elite' }],
    [
      'hold dormant_cap',
      'a dormant customer hears once in 14 days',
      candidate(),
      { touches: [touch(-13)], dormant: true },
    ],
    ['plan', 'and again after 14', candidate(), { touches: [touch(-14)], dormant: true }],
    [
      'plan',
      'thanks of the delivery day always go',
      thanks,
      { touches: [touch(0), touch(-1), touch(1)], dormant: true },
    ],
    ['plan', 'and do not count', candidate(), { touches: [touch(0, { exempt: true }), touch(-1, { exempt: true })] }],
    ['hold commercial_weekly_cap', 'commerce once in 7 days', sells(), { touches: [touch(-6, { commercial: true })] }],
    ['plan', 'commerce again after 7 days', sells(), { touches: [touch(-7, { commercial: true })] }],
    [
      'hold commercial_monthly_cap',
      'a fifth in the month',
      sells(),
      { touches: [...month, touch(9, { commercial: true })] },
    ],
    ['hold commercial_share', 'a fourth touch of which half would be commerce', sells(), { touches: sold.slice(0, 3) }],
    ['hold same_topic', 'the same topic 29 days ago', candidate(), { touches: [touch(-29, { topic: 'check-in:1' })] }],
    ['plan', 'the same topic 30 days ago', candidate(), { touches: [touch(-30, { topic: 'check-in:1' })] }],
    ['hold recent_tip', 'a tip yesterday', candidate({ merges: true }), { touches: [touch(-1, { exempt: true })] }],
    ['hold reserved', 'it would take the birthday’s free day', candidate(), { greetings: [greeting(1)] }],
    [
      'hold reserved',
      'it would fill the birthday’s week',
      candidate(),
      { greetings: [greeting(4)], touches: [touch(-2)] },
    ],
    ['plan', 'the birthday has room beside it', candidate(), { greetings: [greeting(4)] }],
    [
      'hold reserved',
      'two greetings fill the week',
      candidate(),
      { greetings: [greeting(2), greeting(5, 'anniversary')] },
    ],
    [
      'hold reserved',
      'a dormant customer’s birthday in 13 days',
      candidate(),
      { greetings: [greeting(13, 'birthday', true)], dormant: true },
    ],
    [
      'hold reserved',
      'the birthday in 13 days of who will be dormant by then',
      candidate(),
      { greetings: [greeting(13, 'birthday', true)] },
    ],
    [
      'hold reserved',
      'an anniversary gives way to a birthday',
      greets({ play: 'anniversary' }),
      { greetings: [greeting(1)] },
    ],
    ['plan', 'a birthday does not give way', greets(), { greetings: [greeting(2, 'anniversary')] }],
  ])('%s: %s', (expected, _why, one, around) => {
    expect(verdict(one, around)).toBe(expected);
  });

  test('WeCom’s ceiling binds even what always goes', () => {
    const rules = (platformRule: 'month' | 'week' | 'day') => ({
      ...settings,
      caps: { ...settings.caps, platformRule },
    });
    const many = Array.from({ length: 31 }, () => touch(-10, { exempt: true }));
    expect(verdict(thanks, { touches: many.slice(1) })).toBe('plan');
    expect(verdict(thanks, { touches: many })).toBe('hold platform_limit');
    expect(verdict(thanks, { touches: many.map((one) => ({ ...one, massSend: false })) })).toBe('plan');
    expect(verdict(thanks, { touches: [touch(0)] }, rules('day'))).toBe('hold platform_limit');
    expect(
      verdict(thanks, { touches: many.slice(0, 7).map((one) => ({ ...one, epochDay: today - 6 })) }, rules('week')),
    ).toBe('hold platform_limit');
  });

  test('the why names what stands in the way', () => {
    const [decision] = decide([candidate()], context({ touches: [touch(0, { title: '生日祝福' })] }), settings);
    expect(decision).toMatchObject({ why: '暂缓：2027-03-15 已有生日祝福，每天最多 1 次' });
  });
});

describe('several candidates of one day', () => {
  test('go by priority: birthday, anniversary, tip, replenish, holiday, referral', () => {
    const ranked = [
      greets({ key: 'birthday:2027' }),
      greets({ key: 'anniversary:a', play: 'anniversary' }),
      candidate({ key: 'tip', play: 'usage-tip', priority: 3 }),
      sells({ key: 'replenish' }),
      sells({ key: 'holiday', play: 'holiday', priority: 6 }),
      sells({ key: 'referral', play: 'referral', priority: 9 }),
    ];
    for (let rest = ranked.length; rest > 0; rest -= 1) {
      const decisions = decide([...ranked.slice(-rest)].reverse(), context(), settings);
      const planned = decisions.filter(({ kind }) => kind === 'plan').map((each) => each.candidate.key);
      expect(planned).toEqual([ranked.at(-rest)?.key]);
    }
  });

  test('tips become one, thanks become one, and a tip beside thanks waits', () => {
    const tip = (key: string, exempt = false) =>
      candidate({ key, play: 'usage-tip', title: '使用指导', priority: 3, merges: true, exempt });
    const decisions = decide([tip('b'), tip('a'), tip('d', true), tip('c', true)], context(), settings);
    expect(decisions.map((each) => [each.candidate.key, each.kind === 'plan' ? each.kind : each.reason])).toEqual([
      ['c', 'plan'],
      ['d', 'merged'],
      ['a', 'recent_tip'],
      ['b', 'recent_tip'],
    ]);
    const later = decide([tip('b'), tip('a')], context(), settings);
    expect(later.map((each) => [each.candidate.key, each.kind === 'plan' ? each.kind : each.reason])).toEqual([
      ['a', 'plan'],
      ['b', 'merged'],
    ]);
  });
});

// ---------------------------------------------------------------------------------------------------------------
// Properties: whatever is asked, day after day, ahead or not, no cap is ever exceeded.

const someCandidates = fc.uniqueArray(
  fc.record({
    key: fc.integer({ min: 0, max: 40 }).map((n) => `k${n}`),
    play: fc.constantFrom('usage-tip', 'replenish', 'holiday', 'referral', 'birthday', 'anniversary'),
    exempt: fc.boolean(),
    topic: fc.constantFrom('', 'a', 'b', 'c', 'd'),
  }),
  { selector: ({ key }) => key, maxLength: 6 },
);
const toCandidate = ({ key, play, exempt, topic }: { key: string; play: string; exempt: boolean; topic: string }) => {
  const commercial = ['replenish', 'holiday', 'referral'].includes(play);
  const greeting = ['birthday', 'anniversary'].includes(play);
  const priority = ['', '', 'birthday', 'usage-tip', 'replenish', '', 'holiday', '', '', 'referral'].indexOf(play);
  const thanked = exempt && play === 'usage-tip';
  return candidate({
    key,
    play,
    commercial,
    greeting,
    exempt: thanked,
    topic,
    merges: play === 'usage-tip',
    priority: Math.max(2, priority),
  });
};
const dayOrder = fc.shuffledSubarray(
  Array.from({ length: 40 }, (_, offset) => offset),
  { minLength: 15 },
);

test('caps are never exceeded, in whatever order the days are planned', () => {
  const plans = fc.record({
    days: dayOrder,
    asked: fc.array(someCandidates, { minLength: 40, maxLength: 40 }),
    elite: fc.boolean(),
    dormant: fc.boolean(),
  });
  fc.assert(
    fc.property(plans, ({ days, asked, elite, dormant }) => {
      const touches: CountedTouch[] = [];
      for (const offset of days) {
        const around = context({ day: addDays(day, offset), touches, tier: elite ? 'elite' : 'basic', dormant });
        const candidates = (asked[offset] ?? [])
          .map(toCandidate)
          .map((one) => ({ ...one, key: `${offset}:${one.key}` }));
        for (const { candidate: one, kind } of decide(candidates, around, settings)) {
          if (kind === 'plan') touches.push({ ...one, epochDay: today + offset, massSend: true });
        }
      }
      const counted = touches.filter(({ exempt }) => !exempt).map(({ epochDay }) => epochDay);
      const sold = touches.filter(({ commercial }) => commercial).map(({ epochDay }) => epochDay);
      expect(most(counted, 1)).toBeLessThanOrEqual(1);
      expect(most(counted, 2)).toBeLessThanOrEqual(1);
      expect(most(counted, 7)).toBeLessThanOrEqual(elite ? 3 : 2);
      if (dormant) expect(most(counted, 14)).toBeLessThanOrEqual(1);
      expect(most(sold, 7)).toBeLessThanOrEqual(1);
      for (const month of new Set(sold.map((on) => fromEpochDay(on).slice(0, 7)))) {
        expect(sold.filter((on) => fromEpochDay(on).startsWith(month)).length).toBeLessThanOrEqual(4);
      }
    }),
    { numRuns: 300 },
  );
});

test('planned day by day, commerce stays within its share from the 4th touch in 30 days on', () => {
  fc.assert(
    fc.property(fc.array(someCandidates, { minLength: 60, maxLength: 60 }), (asked) => {
      const touches: CountedTouch[] = [];
      asked.forEach((some, offset) => {
        const around = context({ day: addDays(day, offset), touches, tier: 'elite' });
        const candidates = some.map(toCandidate).map((one) => ({ ...one, key: `${offset}:${one.key}`, topic: '' }));
        for (const { candidate: one, kind } of decide(candidates, around, settings)) {
          if (kind === 'plan') touches.push({ ...one, epochDay: today + offset, massSend: true });
        }
      });
      const counted = touches.filter(({ exempt }) => !exempt);
      for (const { commercial, epochDay } of counted) {
        const span = counted.filter((other) => other.epochDay > epochDay - 30 && other.epochDay <= epochDay);
        if (!commercial || span.length < 4) continue;
        expect(span.filter((other) => other.commercial).length / span.length).toBeLessThanOrEqual(0.3);
      }
    }),
    { numRuns: 100 },
  );
});

test('a birthday finds its place, whatever was planned in the 7 days before', () => {
  fc.assert(
    fc.property(fc.array(someCandidates, { minLength: 7, maxLength: 7 }), fc.boolean(), (asked, elite) => {
      const touches: CountedTouch[] = [];
      const birthdayOn = addDays(day, 7);
      const birthday = { ...greeting(7), on: birthdayOn, key: 'birthday:2027' };
      const tier = elite ? ('elite' as const) : ('basic' as const);
      asked.forEach((some, offset) => {
        const around = context({ day: addDays(day, offset), touches, tier, greetings: [birthday] });
        const candidates = some.filter(({ play }) => play !== 'birthday').map(toCandidate);
        const named = candidates.map((one) => ({ ...one, key: `${offset}:${one.key}` }));
        for (const { candidate: one, kind } of decide(named, around, settings)) {
          if (kind === 'plan') touches.push({ ...one, epochDay: today + offset, massSend: true });
        }
      });
      const around = context({ day: birthdayOn, touches, tier, greetings: [birthday] });
      expect(decide([greets({ key: 'birthday:2027' })], around, settings)).toMatchObject([{ kind: 'plan' }]);
    }),
  );
});

test('the order in which candidates are given plays no part', () => {
  const asked = someCandidates.chain((some) =>
    fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
  );
  fc.assert(
    fc.property(asked, fc.array(fc.integer({ min: -10, max: 10 }), { maxLength: 3 }), ([some, shuffled], past) => {
      const around = context({ touches: past.map((offset, index) => touch(offset, { key: `p${index}` })) });
      expect(decide(shuffled.map(toCandidate), around, settings)).toEqual(
        decide(some.map(toCandidate), around, settings),
      );
    }),
  );
});

/** The most of the days that any span of so many days holds. */
function most(days: number[], span: number): number {
  return Math.max(0, ...days.map((first) => days.filter((on) => on >= first && on < first + span).length));
}
