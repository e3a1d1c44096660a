import type { LibraryKind } from '../../model/library-entry';

export const kindNames: Record<LibraryKind, string> = { script: '话术', answer: '问答', passage: '资料段落' };

/** What the library tells people; zh-CN. */
export const libraryTexts = {
  noEntry: '没有这一条，可能已被删除',
  notYours: '只能修改自己的话术；本组的由组长改，全店的由运营改',
  notYourScope: '不能写到这个范围：导购只写自己的，组长写本组的，运营写全店的',
  staleEntry: '这一条刚被别人改过，请对照两边后再保存',
  words: '请改掉标出的地方',
  noRep: '你的账号没有关联企业微信成员，不能写个人话术：请管理员在「成员与权限」里关联',
  created: (kind: LibraryKind, title: string) => `新建${kindNames[kind]}「${title}」`,
  saved: (kind: LibraryKind, title: string) => `修改${kindNames[kind]}「${title}」`,
  removed: (kind: LibraryKind, title: string) => `删除${kindNames[kind]}「${title}」`,
  imported: (kind: LibraryKind, created: number, updated: number) =>
    `导入${kindNames[kind]}：新增 ${created} 条，更新 ${updated} 条`,

  documentKept: (fileName: string, passages: number) => `上传资料「${fileName}」，分成 ${passages} 段`,
  documentRemoved: (fileName: string) => `删除资料「${fileName}」`,
  noDocument: '没有这份资料，可能已被删除',
  nothingToRead: (fileName: string) => `「${fileName}」里没有文字：请换一份有正文的文件`,
  tooManyPassages: (fileName: string, most: number) => `「${fileName}」超过 ${most} 段，太长了：请拆成几份再上传`,
  corpOnly: '资料是全店共用的，请交给运营上传',
};
