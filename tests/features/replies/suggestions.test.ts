import { projectRoot } from '../../../src/app/project-root';
import { readLexicon } from '../../../src/app/understanding';
import type { Intent, Mood } from '../../../src/features/replies/intents';
import { type LibraryItem, ReplyLibrary } from '../../../src/features/replies/library';
import { Spelling } from '../../../src/features/replies/spelling';
import { Suggester, type Situation } from '../../../src/features/replies/suggestions';
import type { Understanding } from '../../../src/features/replies/understanding';
import { WordCutter } from '../../../src/features/replies/word-cutter';

const lexicon = readLexicon(projectRoot());
const situation: Situation = { scope: { customer: { name: '王女士' } }, optedOut: false, openProblem: false };

function item(id: string, kind: LibraryItem['kind'], body: string, more: Partial<LibraryItem> = {}): LibraryItem {
  const plain = { origin: 'script' as const, title: id, questions: [], intents: ['usage-question' as const] };
  return { ...plain, id, kind, body, ...more };
}

function taken(intent: Intent, mood: Mood = 'neutral'): Understanding {
  const nothing = { people: [], products: [], amounts: [], days: [], dayFacts: [], lifeFacts: [] };
  return { intents: [{ intent, likelihood: 0.9, why: [] }], mood, entities: nothing };
}

function libraryOf(...items: LibraryItem[]): ReplyLibrary {
  const library = new ReplyLibrary(
    new Spelling(lexicon.spellings),
    new WordCutter(lexicon.spellings.ownWords),
    lexicon,
  );
  for (const each of items) library.put(each);
  return library;
}

const proposed = (items: LibraryItem[], text: string, understanding: Understanding, at = situation) =>
  new Suggester(libraryOf(...items)).suggest(text, understanding, at).map(({ text: words }) => words);

const filter = item('filter', 'answer', '滤芯大约半年换一次。', { questions: ['滤芯多久换一次'] });
const brew = item('brew', 'answer', '水温 80 度，一杯放 3 克。', { questions: ['龙井怎么泡'] });

describe('replies to a message', () => {
  it('are of three kinds, each with its source', () => {
    const items = [brew, filter, item('model', 'ask', '您用的是哪一款呀？'), item('care', 'care', '有事随时喊我。')];
    const suggestions = new Suggester(libraryOf(...items)).suggest('芯子几个月换', taken('usage-question'), situation);
    expect(suggestions.map(({ kind, source }) => `${kind} ${source.id}`).sort()).toEqual([
      'answer filter',
      'ask model',
      'care care',
    ]);
  });

  it('are found by other words for the same thing', () => {
    expect(proposed([filter, brew], '开水冲行不行 放多少', taken('usage-question'))).toEqual([brew.body]);
  });

  it('follow the library as it changes', () => {
    const library = libraryOf(filter, brew);
    library.put({ ...filter, body: '滤芯大约 180 天换一次。' });
    const suggester = new Suggester(library);
    const say = () => suggester.suggest('滤芯多久换', taken('usage-question'), situation).map(({ text }) => text);
    expect(say()).toEqual(['滤芯大约 180 天换一次。']);
    library.remove('filter');
    expect(say()).toEqual([brew.body]);
  });

  it('leave out a text that lacks a value, or cannot be read', () => {
    const items = [
      item('named', 'answer', '{{rep.name}}来答您：滤芯半年换。', { title: '滤芯多久换' }),
      item('broken', 'answer', '{{rep.name', { title: '滤芯多久换' }),
      filter,
    ];
    expect(proposed(items, '滤芯多久换', taken('usage-question'))).toEqual([filter.body]);
  });

  it('say no price, day or link that only a nickname says', () => {
    const greeting = item('hello', 'answer', '{{customer.name}}您好！');
    const named = (name: string) =>
      proposed([greeting], '你好', taken('usage-question'), { ...situation, scope: { customer: { name } } });
    expect(named('王女士')).toEqual(['王女士您好！']);
    for (const name of ['全场1折www.a.com', '保证返现500元', '明天12点']) expect(named(name)).toEqual([]);
  });
});

describe('words of trade', () => {
  const offer = item('offer', 'answer', '现在下单有优惠，滤芯半年换一次。', { questions: ['滤芯多久换一次'] });

  it('are for those who ask about the goods', () => {
    expect(proposed([offer, brew], '滤芯多久换', taken('usage-question'))).toEqual([offer.body]);
  });

  it.each<[string, Understanding, Partial<Situation>]>([
    ['complains', taken('complaint'), {}],
    ['is angry', taken('usage-question', 'angry'), {}],
    ['has a worry', taken('life-worry'), {}],
    ['opts out', taken('opt-out'), {}],
    ['has opted out', taken('usage-question'), { optedOut: true }],
    ['waits for a problem to be closed', taken('usage-question'), { openProblem: true }],
  ])('are not for who %s', (_who, understanding, more) => {
    expect(proposed([offer, brew], '滤芯多久换', understanding, { ...situation, ...more })).toEqual([brew.body]);
  });
});
