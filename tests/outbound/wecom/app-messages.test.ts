import { CareError } from '../../../src/kernel/errors';
import type { InteractionCard } from '../../../src/kernel/ports';
import { busy, ok, startWecomWorld } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

let world: WecomWorld;
beforeEach(async () => {
  world = await startWecomWorld();
});
afterEach(() => world.stub.stop());

const card: InteractionCard = {
  taskId: 'care-20260101-000042',
  sourceText: '客户关怀',
  title: '王女士 明天生日',
  titleNote: 'VIP · 上次沟通 32 天前',
  text: '建议今晚发送祝福',
  rows: [
    { key: '客户', value: '王女士' },
    { key: '详情', value: '打开档案', url: 'https://crm.example.com/c/77' },
  ],
  url: 'https://crm.example.com/c/77',
  buttons: [
    { text: '已联系', key: 'care:done' },
    { text: '跳过', style: 2, key: 'care:skip' },
  ],
};

const cardJson = {
  card_type: 'button_interaction',
  source: { desc: '客户关怀', desc_color: 0 },
  main_title: { title: '王女士 明天生日', desc: 'VIP · 上次沟通 32 天前' },
  sub_title_text: '建议今晚发送祝福',
  horizontal_content_list: [
    { keyname: '客户', value: '王女士' },
    { type: 1, keyname: '详情', value: '打开档案', url: 'https://crm.example.com/c/77' },
  ],
  card_action: { type: 1, url: 'https://crm.example.com/c/77' },
  button_list: [
    { text: '已联系', style: 1, key: 'care:done' },
    { text: '跳过', style: 2, key: 'care:skip' },
  ],
};

describe('a message to a rep', () => {
  it.each([
    [
      { kind: 'text' as const, text: '今天 3 位客户生日' },
      { msgtype: 'text', text: { content: '今天 3 位客户生日' } },
    ],
    [
      { kind: 'markdown' as const, markdown: '**今天**' },
      { msgtype: 'markdown', markdown: { content: '**今天**' } },
    ],
    [
      { kind: 'textcard' as const, title: '标题', description: '说明', url: 'https://x.test/', buttonText: '打开' },
      { msgtype: 'textcard', textcard: { title: '标题', description: '说明', url: 'https://x.test/', btntxt: '打开' } },
    ],
    [
      { kind: 'card' as const, card },
      { msgtype: 'template_card', template_card: { ...cardJson, task_id: 'care-20260101-000042' } },
    ],
  ])('of kind $kind is spelt as WeCom wants it', async (body, json) => {
    const { stub, client } = world;
    stub.answer('message/send', {
      ...ok,
      msgid: 'm1',
      response_code: 'rc',
      invaliduser: '',
      unlicenseduser: 'LIN|gao',
    });
    await expect(client.sendAppMessage('Lin', body)).resolves.toEqual({
      messageId: 'm1',
      responseCode: 'rc',
      unreachable: ['lin', 'gao'],
    });
    expect(stub.asked('message/send')[0]?.json).toEqual({ touser: 'Lin', agentid: 1000002, ...json });
  });

  it('with a duplicate check is tried again, byte for byte', async () => {
    const { stub, client } = world;
    stub.answer('message/send', busy, { drop: true }, { ...ok, msgid: 'm1' });
    const receipt = await client.sendAppMessage('lin', { kind: 'text', text: '你好' }, { duplicateCheckSeconds: 3600 });
    expect(receipt.messageId).toBe('m1');
    const bodies = stub.asked('message/send').map(({ raw }) => raw);
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies).size).toBe(1);
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ enable_duplicate_check: 1, duplicate_check_interval: 3600 });
  });

  it.each([
    ['2048 bytes of text', { kind: 'text' as const, text: '好'.repeat(683) }, /2048 bytes.*2049/],
    ['2048 bytes of markdown', { kind: 'markdown' as const, markdown: 'x'.repeat(2049) }, /2048 bytes/],
    [
      '512 bytes of description',
      { kind: 'textcard' as const, title: 't', description: '好'.repeat(171), url: 'https://x.test' },
      /512 bytes/,
    ],
    ['6 buttons', { kind: 'card' as const, card: { ...card, buttons: buttons(7) } }, /6 items/],
  ])('over %s is refused before it is sent', async (_limit, body, message) => {
    const { stub, client } = world;
    const sent = client.sendAppMessage('lin', body);
    await expect(sent).rejects.toThrow(CareError);
    await expect(sent).rejects.toThrow(message);
    expect(stub.requests).toEqual([]);
  });

  it.each(['@all', 'lin|gao', ''])('to %p, which is not one rep, is refused', async (recipient) => {
    await expect(world.client.sendAppMessage(recipient, { kind: 'text', text: 'hi' })).rejects.toThrow(CareError);
    expect(world.stub.requests).toEqual([]);
  });

  it('with two buttons of one key or an illegal task id is refused', async () => {
    const { client } = world;
    const twice = { ...card, buttons: [...card.buttons, { text: '再', key: 'care:done' }] };
    await expect(client.sendAppMessage('lin', { kind: 'card', card: twice })).rejects.toThrow(/share one key/);
    const odd = { ...card, taskId: 'care:1' };
    await expect(client.sendAppMessage('lin', { kind: 'card', card: odd })).rejects.toThrow(/task id/);
  });
});

function buttons(count: number): InteractionCard['buttons'] {
  return Array.from({ length: count }, (_, index) => ({ text: 'b', key: `k${index}` }));
}

describe('a card in a rep’s hands', () => {
  it('gets its buttons greyed', async () => {
    const { stub, client } = world;
    stub.answer('message/update_template_card', { ...ok, invaliduser: [] });
    await client.disableCardButtons('rc', ['lin'], '已处理');
    expect(stub.requests.at(-1)?.json).toEqual({
      userids: ['lin'],
      agentid: 1000002,
      response_code: 'rc',
      button: { replace_name: '已处理' },
    });
  });

  it('of no named reps is updated for its whole audience', async () => {
    const { stub, client } = world;
    stub.answer('message/update_template_card', ok);
    await client.disableCardButtons('rc', [], '已过期');
    expect(stub.requests.at(-1)?.json).toMatchObject({ atall: 1 });
  });

  it('is replaced', async () => {
    const { stub, client } = world;
    stub.answer('message/update_template_card', ok);
    const { taskId: _taskId, ...rest } = card;
    await client.replaceCard('rc', ['lin'], { ...rest, replaceText: '已发送' });
    expect(stub.requests.at(-1)?.json).toMatchObject({ template_card: { ...cardJson, replace_text: '已发送' } });
    expect(stub.requests.at(-1)?.json).not.toHaveProperty('template_card.task_id');
  });

  it('whose update was made but not answered is done; a code used up before is an error', async () => {
    const { stub, client } = world;
    stub.answer('message/update_template_card', { drop: true }, { errcode: 60140 });
    await expect(client.disableCardButtons('rc', ['lin'], '已处理')).resolves.toBeUndefined();
    stub.answer('message/update_template_card', { errcode: 60140 });
    await expect(client.disableCardButtons('rc', ['lin'], '已处理')).rejects.toMatchObject({ errcode: 60140 });
  });
});
