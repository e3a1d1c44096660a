/** What the rep calls a customer first, their own name beside it where it is another. */
export function namesOf({ name, remark }: { name: string; remark: string }): [title: string, beside: string] {
  const title = remark || name || '未命名客户';
  return [title, name === title ? '' : name];
}
