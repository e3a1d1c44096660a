import { decryptMessage, encryptMessage, sign } from './independent-crypto';

const official = {
  token: 'QDG6eK',
  key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  corpId: 'wx5823bf96d3bd56c7',
};

const vectorB = {
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  message: [
    '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>',
    '<FromUserName><![CDATA[mycreate]]></FromUserName>',
    '<CreateTime>1409659813</CreateTime>',
    '<MsgType><![CDATA[text]]></MsgType>',
    '<Content><![CDATA[hello]]></Content>',
    '<MsgId>4561255354251345929</MsgId>',
    '<AgentID>218</AgentID>',
    '</xml>',
  ].join('\n'),
};

const vectorE = {
  message:
    '<xml><ToUserName><![CDATA[sales01]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName><![CDATA[已处理]]></ReplaceName></Button></xml>',
  encrypted:
    'sKqRbbiSUnDhFHOvPjtUMc5nJxPdnQvaVfj2VLY1pFhdVjcnS4hY1Jw+gkEcGFTyhkkJTGIUc9uj+iHzhKJSOKU8VGV40+1edtyiMTSXfi4taOhp9V8ApxZMW0JHx762x69zxGscLfDyUL0UBrYPrnPOsAZQTSEdw/YC3lxA5Z7vLIG3kyiwo7K//ICZT5KUkueV8edKe2FK1H+Ye8Cp4JFwtjyhzKikjGHVFXdr8LlL6Dd/ae/POCCS8CKcw5tLYBczwbkiNPueQ85kYlWgrP4MlRJLcF+ZJG+yxRdQ0XMONqsqXMM1ZDVY3Sx3quvAxVGydN7qYKRfflm6E32K3SKizhzaua0qxlJ0dm3s2HAWEhyfCEXup+cAr7kNoMdSARygR2vfYvCjgpnVBAavxjIZR4AegLDplp9sa1x+7vE=',
};

describe('the independent crypto agrees with the official vectors', () => {
  it('A: verifies a URL', () => {
    const echostr = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
    expect(sign(official.token, 1409659589, '263014780', echostr)).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
    const { message, receiveId, pad } = decryptMessage(official.key, echostr);
    expect([message, receiveId, pad]).toEqual(['1616140317555161061', official.corpId, 7]);
  });

  it('B: reads a message with a pad of 30, and writes it byte for byte', () => {
    expect(sign(official.token, 1409659813, '1372623149', vectorB.encrypted)).toBe(vectorB.signature);
    const read = decryptMessage(official.key, vectorB.encrypted);
    expect(read.message).toBe(vectorB.message);
    expect([read.receiveId, read.pad, read.random.toString()]).toEqual([official.corpId, 30, '0960688932c47ef1']);
    expect(encryptMessage(official.key, vectorB.message, official.corpId, read.random)).toBe(vectorB.encrypted);
  });

  it('C: reads the JSON variant', () => {
    const encrypted =
      'CZWs4CWRpI4VolQlvn4dlEC1alN2MUEY2VklGehgBVLBrlVF7SyT+SV+Toj43l4ayJ9UMGKphktKKmP7B2j/P1ey67XB8PBgS7Wr5/8+w/yWriZv3Vmoo/MH3/1HsIWZrPQ3N2mJrelStIfI2Y8kLKXA7EhfZgZX4o+ffdkZDM76SEl79Ib9mw7TGjZ9Aw/x/A2VjNbV1E8BtEbRxYYcQippYNw7hr8sFfa3nW1xLdxokt8QkRX83vK3DFP2F6TQFPL2Tu98UwhcUpPvdJBuu1/yiOQIScppV3eOuLWEsko=';
    expect(sign(official.token, 1409659813, '1372623149', encrypted)).toBe('0623cbc5a8cbee5bcc137c70de99575366fc2af3');
    expect(decryptMessage(official.key, encrypted).message).toContain('"MsgId":4561255354251345929');
  });

  it('D: verifies a URL of another corp', () => {
    const echostr = '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==';
    expect(sign('123456', 1411443780, '437374425', echostr)).toBe('dd6b9c95b495b3f7e2901bfbc76c664930ffdb96');
    const read = decryptMessage('kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR', echostr);
    expect([read.message, read.receiveId]).toEqual(['5927782489442352469', 'wx49f0ab532d5d035a']);
  });

  it('E: writes a reply with Chinese in it', () => {
    const random = Buffer.from('0123456789abcdef');
    const encrypted = encryptMessage(official.key, vectorE.message, official.corpId, random);
    expect(encrypted).toBe(vectorE.encrypted);
    expect(sign(official.token, 1700000000, 'nonce123', encrypted)).toBe('5e01daaa8a0e9351aa6c4dbfc7baec86ce88d752');
  });

  it('covers pads of 1 to 32, and refuses a wrong key', () => {
    for (let length = 0; length < 32; length += 1) {
      const message = 'x'.repeat(length);
      const read = decryptMessage(official.key, encryptMessage(official.key, message, official.corpId));
      expect(read.message).toBe(message);
    }
    const sealed = encryptMessage(official.key, 'hello', official.corpId, Buffer.alloc(16));
    expect(() => decryptMessage('kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR', sealed)).toThrow();
  });
});
