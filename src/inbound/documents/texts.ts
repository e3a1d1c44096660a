/** What somebody reads about a document that they upload; each names the file and the mend. */
export const documentTexts = {
  unknownFormat: (name: string) => `「${name}」不是能读的格式：请用 Markdown、Word（.docx）、PDF 或 CSV`,
  oldWord: (name: string) => `「${name}」是旧版 Word（.doc）：请在 Word 里另存为 .docx 再上传`,
  tooLarge: (mb: number) => `文件超过 ${mb} MB：请拆成几份，或去掉里面的图片再上传`,
  empty: (name: string) => `「${name}」是空的：请换一份有正文的文件`,
  swollen: (name: string, mb: number) =>
    `「${name}」展开后超过 ${mb} MB，不像正常的文档：请重新导出，或把正文另存为 Markdown 再上传`,
  broken: (name: string) => `「${name}」打不开，可能已损坏：请重新导出再上传`,
  locked: (name: string) => `「${name}」有密码：请去掉密码再上传`,
  noPdfText: (name: string) =>
    `「${name}」里没有文字，可能是扫描件：请先做文字识别（OCR），或把正文另存为 Markdown 再上传`,
  tooSlow: (name: string) => `「${name}」读了太久还没读完：请拆成几份再上传`,
  formulaCell: (name: string, row: number, column: string) =>
    `「${name}」第 ${row} 行「${column}」是公式：请粘贴为数值，或改成普通文字再上传`,
};
