import { readCard } from '../../../src/client/sandbox/wecom/card';

describe('a template card', () => {
  it('shows what it holds', () => {
    const card = readCard({
      card_type: 'button_interaction',
      main_title: { title: '使用指导', desc: '净水器第 3 天' },
      horizontal_content_list: [{ keyname: '由头', value: '第 3 天' }],
      button_list: [{ text: '发送', key: 'send', style: 1 }],
      task_id: 'task-1',
    });
    expect(card.main_title).toEqual({ title: '使用指导', desc: '净水器第 3 天' });
    expect(card.horizontal_content_list).toEqual([{ keyname: '由头', value: '第 3 天', url: '' }]);
    expect(card.button_list).toEqual([{ text: '发送', key: 'send', style: 1, type: 0, url: '' }]);
  });

  it('leaves out what cannot be read', () => {
    const card = readCard({ main_title: 7, button_list: [{ key: 'no text' }, { text: '好' }], jump_list: 'x' });
    expect(card.main_title).toEqual({ title: '', desc: '' });
    expect(card.button_list.map(({ text }) => text)).toEqual(['好']);
    expect(card.jump_list).toEqual([]);
  });
});
