/** What members read about segments. */
export const segmentTexts = {
  unknown: '没有这个客群：可能已被删除，请刷新页面',
  stale: '这个客群刚被别人改过，请看过现在的内容再保存',
  nameTaken: (name: string) => `已经有叫「${name}」的客群，请换一个名字`,
  renameInUse: (titles: string[]) => `模板${quoted(titles)}正写给这个客群，不能改名；可以另存为新的客群`,
  removeInUse: (titles: string[]) => `模板${quoted(titles)}正写给这个客群，不能删除；请先把模板改写给别的客户`,
  notYours: '只能修改自己保存的、没有模板在用的客群',
  added: (name: string) => `新增客群「${name}」`,
  saved: (name: string) => `修改客群「${name}」`,
  removed: (name: string) => `删除客群「${name}」`,
};

function quoted(titles: string[]): string {
  return titles.map((title) => `「${title}」`).join('');
}
