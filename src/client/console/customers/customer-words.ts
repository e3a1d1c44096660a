/** What the rep calls a customer first, their own name beside it where it is another. */
export function namesOf({ name, remark }: { name: string; remark: string }): [title: string, beside: string] {
  const title = remark || name || '未命名客户';
  return [title, name === title ? '' : name];
}

const origins: Record<string, string> = {
  rep: '导购记录',
  member: '控制台',
  import: '导入',
  api: '业务系统',
  chat: '聊天中得知',
  customer: '客户本人',
};

/** Where something comes from, by its mark: `rep:lin` is 导购记录. */
export function whoWords(mark: string): string {
  return origins[mark.split(':')[0] ?? ''] ?? '其他来源';
}
