import type { WordRule } from './template-plays';
import type { TemplateVariable } from './variables';

/** Chinese words of this slice for reps and admins. */
const ruleNames: Record<WordRule, string> = {
  price: '价格',
  promotion: '促销用语',
  link: '链接',
  absolute: '绝对化用语',
};

export const templateTexts = {
  repTextBlank: () => '内容不能为空，请写一句再发送。',
  repTextTooLong: (bytes: number, limit: number) =>
    `内容太长：${bytes} 字节，企业微信最多 ${limit} 字节（约 ${Math.floor(limit / 3)} 个汉字），请删减后再发送。`,
  repTextWord: (rule: WordRule, word: string, playTitle: string) =>
    rule === 'absolute'
      ? `「${word}」是广告法不允许的绝对化用语，请换一种说法。`
      : `${playTitle}里不能出现${ruleNames[rule]}「${word}」，请删去后再发送。`,
  noTemplate: (playTitle: string) => `「${playTitle}」还没有可用的模板，请先在 templates 或模板页添加。`,
  noneFits: (playTitle: string, asked: string) =>
    `「${playTitle}」没有适合的模板${asked === '' ? '' : `（${asked}）`}。`,
  usedLately: (names: readonly string[]) => `适合的模板近期都已用过：${names.join('、')}。`,
  noneRenders: (reasons: readonly string[]) => `适合的模板都写不出来：${reasons.join('；')}。`,
  missing: (name: string, path: string, variable: TemplateVariable | null) =>
    `${name} 缺少${variable === null ? ` ${path}` : `「${variable.title}」（${path}）`}`,
  blank: (name: string) => `${name} 写出来是空的`,
  tooLong: (name: string, bytes: number) => `${name} 写出来有 ${bytes} 字节，超过企业微信的 4000 字节`,
  runaway: (name: string) => `${name} 写出来没有尽头（循环或内容太大），已经停下`,
  broken: (name: string) => `${name} 出错，未能写出`,
  unknownTemplate: (name: string) => `没有名为 ${name} 的模板。`,
};
