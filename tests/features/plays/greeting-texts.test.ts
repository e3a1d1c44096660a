import { readRepWords } from '../../../src/features/conversations/rep-words';
import { anniversary } from '../../../src/features/plays/anniversary';
import { birthday } from '../../../src/features/plays/birthday';
import { type NewDate, tidyDate } from '../../../src/features/profiles/date-rules';
import { fittingGroups } from '../../../src/features/templates/choice';
import { renderBody } from '../../../src/features/templates/engine';
import { examine } from '../../../src/features/templates/examine';
import { usualSample } from '../../../src/features/templates/samples';
import { shippedTemplates } from '../templates/shipped';
import { customer, date, dayOf } from './play-facts';

const ready = shippedTemplates().map(({ name, source }) => examine(name, source).ready!);
const fifthOfMarch = { calendar: 'solar', month: 3, day: 5, confirmed: true, source: 'import' } as const;

/** Every text that a customer with this date may read on its day, of those that fit it best. */
function textsFor(given: Partial<NewDate> & Pick<NewDate, 'kind'>): string[] {
  const facts = customer({ dates: [date(tidyDate({ ...fifthOfMarch, ...given }))] });
  const [occasion] = [birthday, anniversary].flatMap((play) => {
    return play.due(facts, dayOf('2027-03-05')).map((due) => ({ ...due, play: play.name }));
  });
  const own = ready.filter(({ header }) => header.play === occasion!.play);
  const scope = { ...usualSample, ...occasion!.details, customer: { name: '张三' } };
  const [best = []] = fittingGroups(own, { ...occasion!.match, tier: 'none', stage: 'repeat' });
  return best.map(({ body }) => renderBody(body, scope)).flatMap((each) => (each.kind === 'text' ? [each.text] : []));
}

describe('on a day of theirs a customer reads whose day it is', () => {
  test.each<[string, Partial<NewDate> & Pick<NewDate, 'kind'>]>([
    ['您先生', { kind: 'birthday', forWhom: '先生' }],
    ['您老婆', { kind: 'birthday', forWhom: '老婆', label: '老婆生日' }],
    ['您奶奶', { kind: 'birthday', forWhom: '奶奶' }],
    ['您女朋友', { kind: 'birthday', forWhom: '女朋友' }],
    ['您孩子他爸', { kind: 'birthday', forWhom: '孩子他爸' }],
    ['您妈妈', { kind: 'birthday', forWhom: '他妈妈' }],
    ['您妈妈', { kind: 'parent-birthday', forWhom: '妈妈', label: '妈妈生日' }],
    ['您家中长辈', { kind: 'parent-birthday' }],
    ['您女儿|您家女儿', { kind: 'birthday', forWhom: '女儿' }],
    ['您孙子|您家孙子', { kind: 'birthday', forWhom: '孙子' }],
    ['您孩子|您家孩子', { kind: 'child-birthday' }],
    ['您女儿|您家女儿', { kind: 'child-birthday', label: '女儿生日' }],
    ['您老婆', { kind: 'birthday', label: '老婆生日' }],
    ['您老婆', { kind: 'other', label: '老婆生日' }],
    ['您先生', { kind: 'other', label: '生日', forWhom: '先生' }],
    ['结婚|二位', { kind: 'wedding' }],
    ['结婚|二位', { kind: 'wedding', forWhom: '老婆' }],
    ['您的领证纪念日|二位', { kind: 'wedding', label: '领证' }],
    ['您爸妈的结婚纪念日', { kind: 'wedding', forWhom: '爸妈' }],
    ['您的乔迁纪念日', { kind: 'other', label: '乔迁' }],
    ['您的乔迁纪念日', { kind: 'other', label: '乔迁纪念日' }],
    ['您儿子的毕业纪念日', { kind: 'other', label: '毕业', forWhom: '儿子' }],
    ['您的重要日子', { kind: 'other' }],
    ['您的生日', { kind: 'other', label: '生日' }],
    ['您宝宝的满月', { kind: 'other', label: '宝宝满月', forWhom: '宝宝' }],
  ])('%s: %j', (whose, given) => {
    const texts = textsFor(given);
    expect(texts.length).toBeGreaterThanOrEqual(2);
    for (const text of texts) {
      expect(text).toMatch(new RegExp(`^张三，.*(${whose}).*。$`));
      expect(text).not.toMatch(/(..)\1|的的|您您|[，。]{2}/);
    }
  });

  test('and only their own birthday is wished to themselves', () => {
    for (const forWhom of ['', '本人']) {
      const texts = textsFor({ kind: 'birthday', forWhom, label: '生日' });
      expect(texts.length).toBeGreaterThanOrEqual(3);
      for (const text of texts) expect(text).toContain('生日');
    }
  });

  test.each([
    ['张三 老婆 生日 3月5日', '您老婆的生日'],
    ['张三 他妈妈 生日 3月5日', '您妈妈'],
    ['张三 奶奶生日 3月5日', '您奶奶'],
    ['张三 爸妈 结婚纪念日 3月5日', '您爸妈的结婚纪念日'],
    ['张三 纪念日 3月5日', '您的纪念日'],
  ])('as a rep writes %j: %s', (words, whose) => {
    const command = readRepWords(words);
    if (command.kind !== 'date') throw new Error(command.kind);
    const { dateKind: kind, forWhom, label } = command;
    expect(textsFor({ kind, forWhom, label }).join('\n')).toContain(whose);
  });
});
