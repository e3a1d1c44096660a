import fc from 'fast-check';
import { checkRepText, lint } from '../../../src/features/templates/lint';
import { depth } from '../../../src/features/templates/engine';

function file(body: string, header: Record<string, unknown> = {}, play = 'birthday'): string {
  const fields = { title: '示例', play, channel: 'suggestion', ...header };
  const yaml = Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${yaml.join('\n')}\n---\n${body}\n`;
}

function faultsOf(body: string, play = 'birthday', header: Record<string, unknown> = {}) {
  return lint(file(body, header, play), `${play}/sample`);
}

function codesOf(body: string, play?: string) {
  return faultsOf(body, play).map(({ code }) => code);
}

describe('lint', () => {
  it('finds nothing in a sound template', () => {
    expect(faultsOf('{{ customer.name }}，生日快乐！')).toEqual([]);
  });

  it('names the variable that was probably meant, and where it stands', () => {
    const source = file('{{ customer.name }}，\n生日快乐，{{ nick }}！');
    expect(lint(source, 'birthday/vip')).toEqual([
      {
        code: 'unknown_variable',
        path: 'birthday/vip',
        message: 'template birthday/vip: unknown variable {{nick}}; did you mean {{customer.name}}?',
        words: '没有 {{nick}} 这个变量，是不是 {{customer.name}}（客户称呼）？',
        position: { line: 7, column: 9, length: 4, word: 'nick' },
      },
    ]);
  });

  it.each([
    ['{{ customer.nmae }}好', 'customer.name'],
    ['{{ custmer.name }}好', 'customer.name'],
    ['{{ staff.name }}好', 'rep.name'],
    ['{{ store.name }}好', 'shop.name'],
    ['{{ birthday.lable }}好', 'date.label'],
    ['{{ customer.tier }}好', 'customer.tierName'],
    ["{{ customer['nickname'] }}好", 'customer.name'],
  ])('mends %s', (body, meant) => {
    expect(faultsOf(body)[0]?.message).toContain(`did you mean {{${meant}}}?`);
  });

  it('says that another play gives a variable', () => {
    expect(faultsOf('{{ product.name }}')[0]?.message).toContain('birthday gives no {{product.name}}');
  });

  it.each(['{{ customer }}好', '{{ customer[rep.name] }}好', '{{ customer.name.size }}', '{{ customer.constructor }}'])(
    'refuses %s, which is no variable of the catalogue',
    (body) => {
      expect(codesOf(body)).toContain('unknown_variable');
    },
  );

  it('refuses to print a yes-or-no', () => {
    expect(codesOf('{{ date.isLunar }}')).toEqual(['not_printable']);
    expect(codesOf('{% if date.isLunar %}农历{% endif %}生日快乐')).toEqual([]);
  });

  it.each([
    '{{ customer.name',
    '{% if customer.name %}好',
    '{% bogus %}',
    '{{ customer.name | bogus }}',
    '{% include "x" %}',
  ])('tells the Liquid fault of %s', (body) => {
    expect(codesOf(body)).toEqual(['syntax']);
  });

  it.each(["{{ 'now' | date }}", '{{ "a,b" | split: "," | sample }}'])('knows neither time nor chance: %s', (body) => {
    expect(codesOf(body)).toEqual(['syntax']);
  });

  it('refuses what is empty once rendered', () => {
    expect(codesOf('{% comment %}空{% endcomment %}')).toEqual(['empty']);
    expect(codesOf('{% if date.years %}周年快乐{% endif %}')).toEqual(['empty']);
  });

  it('refuses what WeCom cannot take', () => {
    expect(codesOf('谢'.repeat(1334), 'welcome')).toEqual(['too_long']);
    expect(codesOf('谢'.repeat(1333), 'welcome')).toEqual([]);
    expect(codesOf(`${'谢'.repeat(1000)}{{ step.text }}`, 'usage-tip')).toEqual(['too_long']);
  });

  it('holds a birthday greeting to 80 characters', () => {
    expect(codesOf('好'.repeat(81))).toEqual(['too_long']);
    expect(codesOf('好'.repeat(80))).toEqual([]);
  });

  it.each([
    '{% for i in (1..1000000000) %}好{% endfor %}',
    '{% for i in (1..80) %}{% for j in (1..90) %}{% for k in (1..90) %}好{% endfor %}{% endfor %}{% endfor %}',
    '{% assign a = "好好" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    `{% for i in (1..3000) %}${'好'.repeat(100)}{% endfor %}`,
  ])('stops a template that runs away: %.40s', (body) => {
    expect(codesOf(body)).toEqual(['runaway']);
  });

  describe('of words', () => {
    it.each([
      '今天全场优惠',
      '八折',
      '9.5折',
      '对折',
      '送您一张券',
      '只要99元',
      '¥99',
      '￥ 99',
      '省５０％',
      '限时',
      '点击链接看看',
      'https://a.cn/x',
      'shop.example.com',
      '优 惠',
      '优\u200b惠',
      '优惠',
      '99块',
      '三百元',
      '满200',
      '{{ "优惠" }}',
      '{% if date.years %}优惠{% endif %}好',
      '优{{ "" }}惠',
    ])('marks %s in a birthday greeting', (words) => {
      expect(faultsOf(`生日快乐，${words}。`).length).toBeGreaterThan(0);
    });

    it('marks the very words', () => {
      const [fault] = faultsOf('生日快乐！\n今天有优 惠。');
      expect(fault).toMatchObject({ code: 'promotion', position: { line: 7, column: 4, length: 3, word: '优 惠' } });
      expect(fault?.message).toContain('"优 惠"');
    });

    it.each([
      '元旦快乐，一元复始',
      '折腾了一年',
      '曲折',
      '一波三折',
      '胜券在握',
      '元宵',
      '满18岁',
      '2个月',
      '下一单元',
      '{% if date.years %}第{{ date.years }}年{% endif %}好',
    ])('lets %s pass in a birthday greeting', (words) => {
      expect(faultsOf(`生日快乐，${words}。`)).toEqual([]);
    });

    it('lets a play that sells say so', () => {
      expect(faultsOf('中秋礼盒 99 元，优惠到周五，https://a.cn/x', 'holiday')).toEqual([]);
      expect(faultsOf('优惠', 'holiday', { commercial: 'never' })).toMatchObject([{ code: 'promotion' }]);
    });

    it.each([
      '国内最佳',
      '最好的滤芯',
      '销量第一',
      '国家级',
      '顶级享受',
      '极品',
      '唯一',
      '100%有效',
      '永久使用',
      '史上最低',
      '第 一 品牌',
      'Ｎｏ．１',
    ])('refuses the absolute term in %s for every play', (words) => {
      expect(codesOf(`${words}。`, 'holiday')).toContain('absolute');
    });

    it.each([
      '最近好吗',
      '最后一步',
      '第一次用',
      '第一时间告诉您',
      '最好先冲洗',
      '最后',
      '第一，先放水',
      '最高水位',
      '唯一需要注意的是',
      '绝对不要湿手插拔',
    ])('lets the innocent %s pass', (words) => {
      expect(faultsOf(`${words}。`, 'holiday')).toEqual([]);
    });
  });

  describe('of the header', () => {
    it.each([
      [{ play: 'brithday' }, 'play'],
      [{ weight: 0 }, 'weight'],
      [{ channel: 'sms' }, 'channel'],
      [{ audience: ['vip'] }, 'audience.0'],
      [{ title: '' }, 'title'],
      [{ colour: 'red' }, 'colour'],
      [{ when: { step: 'd3' } }, 'when.step'],
      [{ when: { dateKind: 'death' } }, 'when.dateKind.0'],
      [{ commercial: 'always' }, 'commercial'],
    ])('%j is a fault of %s', (header, field) => {
      expect(lint(file('生日快乐', header), 'birthday/x').map(({ path }) => path)).toContain(`birthday/x.${field}`);
    });

    it('marks the field', () => {
      const [fault] = lint(file('生日快乐', { weight: 500 }), 'birthday/x');
      expect(fault?.position).toEqual({ line: 5, column: 1, length: 6, word: 'weight' });
    });

    it('wants the play of its folder', () => {
      expect(lint(file('好'), 'welcome/x').map(({ path }) => path)).toEqual(['welcome/x.play']);
    });

    it.each([
      '',
      '生日快乐',
      '---\ntitle: x\n',
      '---\n: [\n---\n好',
      '---\n- 1\n---\n好',
      '---\n---\n好',
      '---\na: &a [*a, *a]\n---\n好',
    ])('is a fault, not an exception, in %j', (source) => {
      expect(lint(source, 'birthday/x').length).toBeGreaterThan(0);
    });

    it('may have the line ends of Windows', () => {
      expect(lint(file('生日快乐').replaceAll('\n', '\r\n'), 'birthday/x')).toEqual([]);
    });

    it('tells all faults at once', () => {
      const codes = lint(file('优惠{{ nick }}', { weight: 0 }), 'birthday/x').map(({ code }) => code);
      expect(codes).toEqual(['bad_front_matter', 'promotion', 'unknown_variable']);
    });
  });

  it('answers any input with faults, never an exception', () => {
    const pieces = fc.constantFrom(
      ...[
        '---',
        '\n',
        '{{',
        '}}',
        '{%',
        '%}',
        ' if ',
        'endif',
        'for i in (1..9)',
        'endfor',
        'customer.name',
        'raw',
        '|',
        '"',
        "'",
      ],
      ...[
        'title: x',
        'play: birthday',
        'when: {a: 1}',
        '&a',
        '*a',
        '优惠',
        '第一',
        '\u0000',
        '😀',
        '[',
        ']',
        ':',
        '-',
        'assign a = b',
      ],
    );
    const messy = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    const source = fc.oneof(
      messy,
      messy.map((body) => file(body)),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(source, fc.constantFrom('birthday/x', 'nope/x', '', '../../x', '__proto__/x'), (text, path) => {
        const faults = lint(text, path);
        for (const { message, position } of faults) {
          expect(message.startsWith('template ')).toBe(true);
          if (position === undefined) continue;
          const line = text.split('\n')[position.line - 1] ?? '';
          expect(position.column).toBeGreaterThanOrEqual(1);
          expect(position.column).toBeLessThanOrEqual(line.length + 1);
        }
        depth(text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the depth of a template', () => {
  it.each([
    ['大家中秋好', 'corp'],
    ['{{ festival.name }}，{{ shop.promise }}', 'corp'],
    ['{{ rep.name }}祝您{{ festival.wish }}', 'rep'],
    ['{{ rep.name }}祝{{ customer.name }}', 'customer'],
    ['{% if customer.tierName %}好{% endif %}', 'customer'],
    ['{% assign who = customer.name %}{{ who }}', 'customer'],
    ['{{ broken', 'customer'],
  ])('%s is %s', (body, expected) => {
    expect(depth(file(body))).toBe(expected);
  });
});

describe('what a rep edited', () => {
  it('may not sell in a birthday greeting, and is told so in Chinese', () => {
    expect(checkRepText('birthday', '生日快乐！今天下单八折')).toMatchObject([
      { code: 'promotion', path: 'text', message: '生日祝福里不能出现促销用语「下单」，请删去后再发送。' },
      {
        code: 'price',
        message: '生日祝福里不能出现价格「八折」，请删去后再发送。',
        position: { column: 10, length: 2 },
      },
    ]);
  });

  it('may sell where the play sells, without absolute terms', () => {
    expect(checkRepText('holiday', '礼盒 99 元，今天优惠')).toEqual([]);
    expect(checkRepText('holiday', '全国第一')).toMatchObject([{ code: 'absolute' }]);
  });

  it('is not judged by the customer’s own name', () => {
    expect(checkRepText('birthday', '券小姐，生日快乐！', ['券小姐'])).toEqual([]);
  });

  it('is neither empty nor longer than WeCom takes', () => {
    expect(checkRepText('holiday', ' \n')).toMatchObject([{ code: 'empty' }]);
    expect(checkRepText('holiday', '好'.repeat(1334))).toMatchObject([{ code: 'too_long' }]);
    expect(checkRepText('holiday', '好'.repeat(1333))).toEqual([]);
  });

  it('of any kind gets an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, play) => {
        for (const { position } of checkRepText(play, text)) {
          if (position !== undefined) expect(text).toContain(position.word);
        }
      }),
    );
  });
});
