/** What an operator reads about a file that they import. */
export const fileTexts = {
  rejectsHeader: { row: '行号', field: '字段', reason: '原因' },
  notThere: (file: string) => `打不开文件 ${file}：请检查路径和权限`,
  oldExcel: '不支持 .xls，请在 Excel 中另存为 .xlsx 或 CSV',
  empty: '文件是空的：第一行须为列名',
  brokenCsv: (line: number) => `CSV 第 ${line} 行附近格式有误（可能是引号没有成对）`,
  brokenExcel: 'Excel 文件无法读取，请另存为 .xlsx 或 CSV 后再试',
  swollenExcel: (mostMb: number) => `这个 Excel 展开后超过 ${mostMb} MB，不能导入：请拆成几个文件，或另存为 CSV`,
  missingColumns: (columns: string[]) => `缺少列：${columns.join('；')}`,
  twoColumns: (field: string, one: string, other: string) => `“${one}”与“${other}”都表示 ${field}，请只保留一列`,

  badDate: '日期无法识别，例：1990-08-15、农历八月十五',
  unsureDate: '日期写法有歧义，请写明，例：公历8月15日、农历八月十五',
  badInstant: '时间无法识别，例：2027-01-05 12:30 或 2027-01-05T12:30:00+08:00',
  badMoney: '金额无法识别，例：1999 或 1,999.00（元）',
  badNumber: '须为整数',
  badYesNo: '请填 是 或 否',
  badJson: 'JSON 格式不正确',
  badStatus: '须为 已付款、已签收 或 已退款',
  badSteps: '每行一条：天数|标题|内容，例：3|滤芯冲洗|先放水两分钟',
  apart: '同一订单的各行须相邻；前面已有该订单号',
  differs: '与同一订单第一行不一致',
};
