import { AppMessage } from '../../../src/model/app-message';
import { noAnswer, refusal } from './fake-wecom';
import { outreachWorld, type OutreachWorld } from './outreach-world';

let world: OutreachWorld;
beforeEach(async () => {
  world = await outreachWorld();
});
afterEach(() => world.close());

async function offered() {
  const touch = await world.touch({ path: 'suggestion', text: '生日快乐'.repeat(60), why: '今天生日'.repeat(20) });
  const item = await world.list.itemFor('lin', touch.id);
  await world.dataSource.transaction((manager) => world.cards.offerCard(manager, item, 'lin'));
  await world.messages.deliver();
  const body = world.wecom.said.at(-1)?.body;
  if (body?.kind !== 'card') throw new Error('no card');
  return { touch, card: body.card };
}
const click = async (taskId: string, key: string, responseCode = 'c1', repUserId = 'lin') => {
  const apply = await world.cards.onCardClick({ repUserId, taskId, key, responseCode });
  await world.dataSource.transaction((manager) => apply(manager));
};

test('a card fits WeCom and puts the touch into the hands of the rep', async () => {
  const { touch, card } = await offered();
  expect(card.taskId).toMatch(/^[0-9A-Za-z_\-@]{1,128}$/);
  expect([...card.title].length).toBeLessThanOrEqual(26);
  expect([...(card.titleNote ?? '')].length).toBeLessThanOrEqual(30);
  expect([...(card.text ?? '')].length).toBeLessThanOrEqual(112);
  expect(card.rows).toEqual([{ key: '时限', value: '3月10日 21:30 前' }]);
  expect(card.buttons.map((button) => button.text)).toEqual(['发送', '已发', '改期', '跳过']);
  expect((await world.touchNow(touch)).state).toBe('offered');
});

test('asked for twice, the second card is a card of its own', async () => {
  const { touch, card } = await offered();
  const item = await world.list.itemFor('lin', touch.id);
  await world.dataSource.transaction((manager) => world.cards.offerCard(manager, item, 'lin'));
  const ids = (await world.dataSource.manager.find(AppMessage)).map((message) => message.id);
  expect(ids).toEqual([card.taskId, card.taskId.replace(/1$/, '2')]);
});

test.each([
  ['touch:send', 'offered', '已建群发', '群发助手'],
  ['touch:sent', 'sent', '已发', '已记为'],
  ['touch:postpone', 'planned', '已改期', '3月11日'],
  ['touch:skip', 'skipped', '已跳过', '已跳过'],
])('%s is done and shown on the card', async (key, state, replaceText, words) => {
  const { touch, card } = await offered();
  await click(card.taskId, key);
  expect((await world.touchNow(touch)).state).toBe(state);
  expect(world.wecom.cards).toEqual([{ code: 'c1', reps: ['lin'], text: expect.stringContaining(words), replaceText }]);
});

test('a click served twice does one thing, and a used code is no error', async () => {
  const { card } = await offered();
  await click(card.taskId, 'touch:send');
  await click(card.taskId, 'touch:send');
  expect(world.wecom.tasks.size).toBe(1);
  expect(world.wecom.cards).toHaveLength(1);
});

test('a second click on 改期 does not move it on', async () => {
  const { touch, card } = await offered();
  await click(card.taskId, 'touch:postpone');
  await click(card.taskId, 'touch:postpone', 'c2');
  expect((await world.touchNow(touch)).dueOn).toBe('2027-03-11');
});

test('what is refused is said on the card', async () => {
  const { card } = await offered();
  world.verdicts.move = { ok: false, final: true, reason: 'day_matters', why: '生日只在当天' };
  await click(card.taskId, 'touch:postpone');
  expect(world.wecom.cards[0]).toMatchObject({ replaceText: '未办成', text: expect.stringContaining('改不了期') });
});

test('a card that cannot be updated does not undo the act', async () => {
  const { touch, card } = await offered();
  world.wecom.next('replaceCard', { error: noAnswer() });
  await click(card.taskId, 'touch:sent');
  world.wecom.next('replaceCard', { error: refusal(60140, 'permanent') });
  await click(card.taskId, 'touch:sent', 'c2');
  expect((await world.touchNow(touch)).state).toBe('sent');
});

test('the card of a touch that went to another rep tells nothing of the customer', async () => {
  const { touch, card } = await offered();
  await click(card.taskId, 'touch:send', 'c1', 'gao');
  expect(world.wecom.tasks.size).toBe(0);
  expect(JSON.stringify(world.wecom.cards)).not.toContain(touch.externalUserId);
  expect(world.wecom.cards[0]?.replaceText).toBe('未办成');
});

test('a card of somebody else is left alone', async () => {
  await click('survey-1', 'touch:send');
  await click('touch-abc-1', 'stars:5');
  await click('touch-abc-1', 'touch:send');
  expect(world.wecom.cards).toEqual([]);
});
