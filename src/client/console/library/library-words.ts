import type {
  LibraryDraft,
  LibraryEntryView,
  LibraryIntent,
  LibraryKind,
  LibraryScope,
} from '../../../contract/console/library';

export const kindNames: Record<LibraryKind, string> = { script: '话术', answer: '问答', passage: '资料' };

export const scopeNames: Record<LibraryScope, string> = { corp: '全店', team: '本组', personal: '个人' };

export const replyNames: Record<LibraryDraft['replyKind'], string> = { answer: '回答', ask: '追问', care: '关心' };

export const intentNames: Record<LibraryIntent, string> = {
  'usage-question': '使用咨询',
  'order-delivery': '订单物流',
  'after-sale': '售后',
  complaint: '投诉',
  'purchase-interest': '购买意向',
  praise: '感谢好评',
  'personal-fact': '个人信息',
  'opt-out': '退订',
  'human-wanted': '找人工',
  'life-worry': '生活烦恼',
  'small-talk': '闲聊',
};

export const optionsOf = <Name extends string>(names: Record<Name, string>) =>
  (Object.keys(names) as Name[]).map((value) => ({ value, label: names[value] })); // the table's own names

export function draftOf(entry: LibraryEntryView): LibraryDraft {
  const { title, text, questions, intents, products, replyKind, folder, play, scope, departmentId, off } = entry;
  return { title, text, questions, intents, products, replyKind, folder, play, scope, departmentId, off };
}

export function newDraft(folder: string, scope: LibraryScope, departmentId: number | null): LibraryDraft {
  const nothing = { title: '', text: '', questions: [], intents: [], products: [], play: null, off: false };
  return { ...nothing, replyKind: 'answer', folder, scope, departmentId };
}
