import fc from 'fast-check';
import { readXml, scanXml } from '../../../src/inbound/callback/xml';

describe('reading XML', () => {
  it('keeps every value as the text that was written', () => {
    const xml =
      '<xml><UserID><![CDATA[007]]></UserID><MsgId>7300000000000000001</MsgId><Content><![CDATA[ 0123 ]]></Content><OptionId>1e3</OptionId><Empty></Empty></xml>';
    expect(readXml(xml)).toEqual({
      UserID: '007',
      MsgId: '7300000000000000001',
      Content: ' 0123 ',
      OptionId: '1e3',
      Empty: '',
    });
  });

  it('takes markup in CDATA for text', () => {
    const content = '<Event>x</Event><WelcomeCode>y</WelcomeCode>';
    expect(readXml(`<xml><Content><![CDATA[${content}]]></Content></xml>`)).toEqual({ Content: content });
    expect(readXml('<xml><C><![CDATA[a]]]]><![CDATA[>b]]></C></xml>')).toEqual({ C: 'a]]>b' });
  });

  it('lists what comes more than once, and nests', () => {
    expect(readXml('<xml>\n <L><I>1</I>\n<I>2</I></L><M>3</M></xml>')).toEqual({ L: { I: ['1', '2'] }, M: '3' });
  });

  it('never expands an entity', () => {
    expect(readXml('<xml><A>&lt;&#65;&x;</A></xml>')).toEqual({ A: '&lt;&#65;&x;' });
    expect(readXml('<!DOCTYPE xml [<!ENTITY x "y">]><xml><A>&x;</A></xml>')).toBeNull();
  });

  it('reads attributes, comments and self-closing elements that WeCom does not write yet', () => {
    const xml = '<?xml version="1.0"?><xml v="2"><!-- c --><A k="v">1</A><B/><L><I>1</I></L></xml>';
    expect(scanXml(xml)).toBeNull();
    expect(readXml(xml)).toEqual({ A: '1', B: '', L: { I: '1' } });
  });

  it.each(['hello', '', '<xml>', '<xml><A>1</xml>', '<xml><A>1</B></xml>', '<a>1</a>', '<xml></xml>more', '{"a":1}'])(
    'has nothing to read in %j',
    (text) => {
      expect(readXml(text)).toBeNull();
    },
  );

  it('gives a name out of the prototype no meaning', () => {
    const fields = readXml('<xml><A><constructor>1</constructor></A><toString>2</toString></xml>');
    expect(JSON.stringify(fields)).toBe('{"A":{"constructor":"1"},"toString":"2"}');
  });

  it('reads alike by the quick and by the general way', () => {
    const name = fc.constantFrom('A', 'B', 'MsgId', 'Item', 'List_X');
    const value = fc.string({ unit: fc.constantFrom('a', '0', ' ', '中', '<', '&', ']', '>', '.') });
    const leaf = fc
      .tuple(name, value)
      .map(([tag, text]) => `<${tag}><![CDATA[${text.replaceAll(']]>', '')}]]></${tag}>`);
    const branch = fc
      .tuple(name, fc.array(leaf, { minLength: 1 }))
      .map(([tag, inner]) => `<${tag}>${inner.join('\n')}</${tag}>`);
    fc.assert(
      fc.property(fc.array(fc.oneof(leaf, branch), { minLength: 1 }), (children) => {
        const xml = children.join('');
        const quick = scanXml(`<xml>${xml}</xml>`);
        expect(quick).not.toBeNull();
        expect(readXml(`<xml><!-- general -->${xml}</xml>`)).toEqual(quick);
      }),
    );
  });

  it('survives any text', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '<xml>',
      '</xml>',
      '<![CDATA[',
      ']]>',
      '<A>',
      '</A>',
      '&x;',
      ' ',
      'a',
      '<!DOCTYPE',
    );
    fc.assert(fc.property(fc.array(piece), (pieces) => void readXml(`<xml>${pieces.join('')}`)));
  });
});
