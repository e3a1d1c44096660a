/** States of a touch as people at the console read them. */
export const touchStateTitles = {
  planned: '已排期',
  held: '暂缓',
  refused: '不发',
  offered: '待导购发送',
  sent: '已发送',
  skipped: '导购已跳过',
  failed: '发送失败',
  expired: '已过期',
  cancelled: '已取消',
  superseded: '已更新',
  unknown: '核实中',
} as const;
