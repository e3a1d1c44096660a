/** How customers come to a rep (add_way, wecom-external §2.1). */
const addWays: Record<number, string> = {
  1: '扫描二维码',
  2: '搜索手机号',
  3: '名片分享',
  4: '群聊',
  5: '手机通讯录',
  6: '微信联系人',
  8: '安装第三方应用时自动添加的客服',
  9: '搜索邮箱',
  10: '视频号主页',
  11: '日程参与人',
  12: '会议参与人',
  13: '微信好友的企业微信',
  14: '智慧硬件专属客服',
  15: '上门服务客服',
  16: '获客链接',
  17: '定制开发',
  18: '需求回复',
  21: '第三方售前客服',
  22: '可能的商务伙伴',
  24: '接受微信账号收到的好友申请',
  201: '内部成员共享',
  202: '管理员或负责人分配',
};

/** 扫描二维码 · 门店海报. */
export function cameByWords(addWay: number, channel: string): string {
  const way = addWay === 0 ? '' : (addWays[addWay] ?? '其他方式');
  return [way, channel].filter(Boolean).join(' · ') || '没有记录';
}
