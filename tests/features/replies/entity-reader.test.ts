import { loadConfig } from '../../../src/app/config';
import { projectRoot } from '../../../src/app/project-root';
import { readLexicon } from '../../../src/app/understanding';
import { EntityReader } from '../../../src/features/replies/entity-reader';
import { formatDate } from '../../../src/kernel/yearly-date';

const root = projectRoot();
const reader = new EntityReader(readLexicon(root), loadConfig(root, {}).festivals);
/** A Wednesday. */
const today = '2027-03-10';

const daysOf = (text: string) =>
  reader
    .read(text, today)
    .days.map(({ text: words, yearly, on, month }) => `${words}=${yearly ? formatDate(yearly) : (on ?? month)}`);
const factsOf = (text: string) =>
  reader
    .read(text, today)
    .dayFacts.map((fact) => `${fact.kind} ${fact.forWhom} ${formatDate(fact)}`.replace('  ', ' '));
const peopleOf = (text: string) => reader.read(text, today).people.map(({ text: words, plain }) => `${words}=${plain}`);

describe('days in a message', () => {
  it.each([
    ['下周三以后再发', ['下周三=2027-03-17']],
    ['周五上午装', ['周五=2027-03-12']],
    ['前天下的单 明天能到吗', ['前天=2027-03-08', '明天=2027-03-11']],
    ['15号发工资', ['15号=2027-03-15']],
    ['下个月3号', ['下个月3号=2027-04-03']],
    ['上次是五月换的', ['五月=5']],
    ['去年国庆装的', ['去年国庆=2026年10月1日']],
    ['母亲节前能到不', ['母亲节=2027-05-09']],
    ['農曆臘月初八', ['農曆臘月初八=农历腊月初八']],
    ['八月十五生的 阴历', ['八月十五=农历八月十五']],
    ['每周五都去', []],
    ['一到礼拜天就钓鱼', []],
    ['6栋不是9栋 换号了', []],
    ['用了三个月', []],
  ])('%s', (text, days) => expect(daysOf(text)).toEqual(days));
});

describe('days that are proposed to be kept', () => {
  it.each([
    ['我女儿六一生日', ['child-birthday 女儿 6月1日']],
    ['俺娘腊月初八过生日', ['parent-birthday 妈妈 农历腊月初八']],
    ['女儿:2015-07-22 儿子:2018-12-05', ['child-birthday 女儿 2015年7月22日', 'child-birthday 儿子 2018年12月5日']],
    ['我们结婚纪念日是5月20号', ['wedding 5月20日']],
    ['闺女国庆结婚', ['wedding 女儿 10月1日']],
    ['我爸我妈都是正月十六的', ['parent-birthday 爸爸 农历正月十六', 'parent-birthday 妈妈 农历正月十六']],
    ['我生日不是阳历九月二十，是阴历八月二十', ['birthday 农历八月二十']],
    ['不是我生日', []],
    ['生日有什么活动?', []],
    ['我生日是六一吗', []],
    ['要是我生日是六一就好了', []],
    ['中秋之前能到我妈那儿吧', []],
  ])('%s', (text, facts) => expect(factsOf(text)).toEqual(facts));
});

describe('people in a message', () => {
  it.each([
    ['我妈说俺娘也爱喝', ['我妈=妈妈', '俺娘=妈妈']],
    ['囡囡和她爸爸', ['囡囡=女儿', '爸爸=爸爸']],
    ['我的妈呀太好用了', []],
    ['上次那个小姑娘', []],
    ['发朋友圈了', []],
    ['老师，这个怎么换', []],
  ])('%s', (text, people) => expect(peopleOf(text)).toEqual(people));
});

it('reads a message of 10,000 characters', () => {
  const { people } = reader.read(`我妈${'很长很长的话，'.repeat(1_500)}我爸`, today);
  expect(people.map(({ text }) => text)).toEqual(['我妈', '我爸']);
});
