const rowNames: Record<string, string> = { customers: '客户', products: '商品', orders: '订单' };

/** What members read about work on many rows. */
export const batchTexts = {
  unknown: '没有这个任务：可能已被清理，请刷新页面',
  moved: '任务已经不在这一步了，请刷新后再看',
  tooLarge: (mostMb: number) => `文件太大：一次最多 ${mostMb} MB，请拆成几个文件分别导入`,
  emptyFile: '文件是空的，请重新选择',
  importTitle: (rows: string, fileName: string) => `导入${rowNames[rows] ?? ''}：${fileName}`,
  importStarted: (rows: string, fileName: string, total: number) =>
    `开始导入${rowNames[rows] ?? ''}文件「${fileName}」，共 ${total} 行`,
  cancelled: (title: string) => `停止了任务「${title}」`,
  nobody: '没有选中任何客户',
  tooMany: (most: number) => `一次最多 ${most} 位客户，请把条件收窄，或分几次做`,
  countChanged: (seen: number, now: number) => `刚才看到的是 ${seen} 位，现在是 ${now} 位：请再确认一次`,
  unknownTag: '选的标签已经不在企业微信里了，请刷新后再选',
  unknownRep: '选的导购不存在或已离职，请刷新后再选',
  noRep: '没有导购跟进，打不了标签',
  notFollowing: '这位导购没有跟进该客户',
  wecomRefused: (errcode: number) => `企业微信没有接受（错误码 ${errcode}）`,
  tagTitle: (customers: number, added: string[], removed: string[]) => {
    const words = [
      ...(added.length > 0 ? [`打标签「${added.join('、')}」`] : []),
      ...(removed.length > 0 ? [`去掉标签「${removed.join('、')}」`] : []),
    ];
    return `给 ${customers} 位客户${words.join('，')}`;
  },
  assignTitle: (customers: number, rep: string | null) =>
    rep === null ? `让 ${customers} 位客户回到最早跟进的导购` : `把 ${customers} 位客户交给 ${rep} 主跟进`,
  gaveUp: '试了多次都没有做完，请把文件拆小后再试，或联系管理员查看日志',
};
