import { templatePlays, type TemplatePlayName } from '../../../src/features/templates/template-plays';
import { countChars } from '../../../src/features/templates/text-faults';
import { examine } from '../../../src/features/templates/examine';
import { lint } from '../../../src/features/templates/lint';
import { renderBody } from '../../../src/features/templates/engine';
import { bareSample, usualSample } from '../../../src/features/templates/samples';
import { findWords } from '../../../src/features/templates/word-check';
import { parseFestivals } from '../../../src/kernel/festivals';
import { fittingGroups, type TemplateMatch } from '../../../src/features/templates/choice';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { shippedTemplates } from './shipped';

const files = shippedTemplates();
const ready = files.map(({ name, source }) => examine(name, source).ready!);
const festivals = parseFestivals(parse(readFileSync(join(__dirname, '../../../config/festivals.yaml'), 'utf8')));

function ofPlay(play: string) {
  return ready.filter(({ header }) => header.play === play);
}

function written(play: string) {
  return ofPlay(play).map(({ name, body }) => {
    const rendering = renderBody(body, usualSample);
    if (rendering.kind !== 'text') throw new Error(`${name} does not render: ${rendering.kind}`);
    return { name, text: rendering.text };
  });
}

function fitting(play: string, match: TemplateMatch) {
  return fittingGroups(ofPlay(play), match).flat();
}

describe('the shipped templates', () => {
  it.each(files.map(({ name, source }) => [name, source]))('%s has no fault', (name, source) => {
    expect(lint(source, name)).toEqual([]);
  });

  it.each(Object.keys(templatePlays))('%s has at least three texts that differ', (play) => {
    const texts = new Set(written(play).map(({ text }) => text));
    expect(texts.size).toBe(ofPlay(play).length);
    expect(texts.size).toBeGreaterThanOrEqual(3);
  });

  it('leave no trace of Liquid, of a missing value, or of an empty quotation in a text', () => {
    for (const play of Object.keys(templatePlays)) {
      for (const { text } of written(play)) {
        expect(text).not.toMatch(/[{}%]|undefined|null|NaN|\[object|「」|“”|（）|，，|。。|true|false/);
      }
    }
  });

  it('never call a customer 亲, gush, or carry more than one emoji', () => {
    for (const play of Object.keys(templatePlays)) {
      for (const { text } of written(play)) {
        expect(text).not.toMatch(/亲[，,~～！!爱]|宝子|家人们|[!！]{2}|[~～]{2}/);
        expect(text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0).toBeLessThanOrEqual(1);
      }
    }
  });

  it.each([
    ['birthday', 80],
    ['anniversary', 80],
    ['usage-tip', 120],
  ])('of %s are at most %d characters long', (play, limit) => {
    for (const { name, text } of written(play)) expect([name, countChars(text) <= limit]).toEqual([name, true]);
  });

  it.each(['birthday', 'anniversary', 'welcome', 'usage-tip'])('of %s sell nothing', (play) => {
    for (const { text } of written(play))
      expect(findWords(text, ['price', 'promotion', 'link', 'absolute'])).toEqual([]);
  });

  it('greet nobody whose name is not known on a day of their own', () => {
    const nameless = { ...usualSample, customer: { name: ' ' } };
    for (const { body } of [...ofPlay('birthday'), ...ofPlay('anniversary')]) {
      expect(renderBody(body, nameless)).toEqual({ kind: 'missing', path: 'customer.name' });
    }
  });

  it('have something for a customer of whom only the name is known', () => {
    const plays: TemplatePlayName[] = ['welcome', 'usage-tip', 'replenish', 'birthday', 'referral'];
    for (const play of plays) {
      const texts = ofPlay(play).filter(({ body }) => renderBody(body, bareSample).kind === 'text');
      expect(texts.length).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(['d0', 'd3', 'd7', 'd15', 'd30', 'd5', 'd180'])('have three tips for %s', (step) => {
    expect(fitting('usage-tip', { step }).length).toBeGreaterThanOrEqual(3);
  });

  it.each(['lead', 'restock'] as const)('have three texts for the %s of a consumable', (moment) => {
    expect(fitting('replenish', { moment, tier: 'none' }).length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['wedding', 'self'],
    ['child-birthday', 'other'],
    ['parent-birthday', 'other'],
    ['birthday', 'other'],
    ['first-purchase', 'self'],
    ['other', 'self'],
  ] as const)('have three greetings for %s', (dateKind, forWhom) => {
    expect(fitting('anniversary', { dateKind, forWhom }).length).toBeGreaterThanOrEqual(3);
  });

  const prepared = festivals.filter(({ leadDays, commercial }) => leadDays !== null && commercial);
  const audiences = prepared.flatMap((each) =>
    (['basic', 'elite'] as const).map((tier) => [each.name, tier, each] as const),
  );
  it.each(audiences)('have a mass-send for %s, the same for all %s customers', (_, tier, each) => {
    const match = { festivalKey: each.key, festivalClass: each.class, tier, channel: 'mass-send' } as const;
    const texts = fitting('holiday', match);
    expect(texts.length).toBeGreaterThanOrEqual(2);
    expect(texts.every(({ body }) => body.depth !== 'customer')).toBe(true);
  });

  const called = festivals.map(({ key, name }) => {
    const whole = name.replace(/（.*）/, '');
    return { key, names: /^(?:中秋|端午|元宵|国庆|重阳|腊八|圣诞)节$/.test(whole) ? [whole.slice(0, -1)] : [whole] };
  });
  it.each(prepared.map((each) => [each.name, each] as const))('name no other festival before %s', (name, each) => {
    const scope = { ...usualSample, festival: { ...usualSample.festival, name, wish: each.greeting } };
    const own = called.find(({ key }) => key === each.key)!.names;
    const others = called.flatMap(({ names }) => names).filter((other) => !own.includes(other));
    for (const { name: template, body } of fitting('holiday', { festivalKey: each.key, festivalClass: each.class })) {
      const rendering = renderBody(body, scope);
      const text = rendering.kind === 'text' ? rendering.text : '';
      expect([template, others.filter((other) => text.includes(other))]).toEqual([template, []]);
    }
  });

  it('name only festivals that exist', () => {
    const keys = new Set(festivals.map(({ key }) => key));
    for (const { header } of ready) for (const key of header.when.festivals ?? []) expect(keys).toContain(key);
  });

  it('say 安康 at 端午, never 快乐', () => {
    const texts = ofPlay('holiday').filter(({ header }) => header.when.festivals?.includes('dragon-boat'));
    const scope = { ...usualSample, festival: { name: '端午节', wish: '端午安康', daysLeft: 9, dayText: '6月9日' } };
    for (const { body } of texts) {
      const rendering = renderBody(body, scope);
      expect(rendering).toMatchObject({ kind: 'text', text: expect.stringContaining('安康') });
      expect(rendering).not.toMatchObject({ text: expect.stringContaining('快乐') });
    }
  });

  it('claim of a customer who is asked to recommend us no more than that they came back', () => {
    for (const { name, text } of written('referral')) {
      const claims = /满意|好评|认可|心得|愿意告诉|夸|一步步/.exec(text)?.[0] ?? null;
      expect([name, claims]).toEqual([name, null]);
    }
  });

  it('are true of a delivery on whichever day its first tip goes out', () => {
    for (const { name, body } of fitting('usage-tip', { step: 'd0' })) {
      const rendering = renderBody(body, usualSample);
      const day = rendering.kind === 'text' ? /今天|今日|刚刚|该到了/.exec(rendering.text) : 'no text';
      expect([name, day]).toEqual([name, null]);
    }
  });

  it('tell the way to refuse wherever they sell', () => {
    const selling = ready.filter(({ header }) => ['holiday', 'replenish', 'referral'].includes(header.play));
    for (const { name, header, body } of selling) {
      if (header.commercial === 'never') continue;
      const rendering = renderBody(body, usualSample);
      const told = rendering.kind === 'text' && /退订|告诉我|跟我说一声/.test(rendering.text);
      expect([name, told]).toEqual([name, true]);
    }
  });

  it('wish only on the day itself, and prepare only before it', () => {
    const onTheDay = fitting('holiday', { festivalKey: 'mid-autumn', festivalClass: 'reunion', moment: 'day' });
    const before = fitting('holiday', { festivalKey: 'mid-autumn', festivalClass: 'reunion' });
    expect(onTheDay.length).toBeGreaterThanOrEqual(2);
    expect(onTheDay.every(({ header }) => header.commercial === 'never')).toBe(true);
    expect(before.some(({ header }) => header.when.moment !== undefined)).toBe(false);
  });
});
