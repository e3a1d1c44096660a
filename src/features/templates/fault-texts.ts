import type { Told } from './examination';
import type { WordRule } from './template-plays';
import type { TemplateVariable } from './variables';
import type { WordFinding } from './word-check';

const ruleNames: Record<Exclude<WordRule, 'absolute'>, Told> = {
  price: { en: 'a price', zh: '价格' },
  promotion: { en: 'a promotional word', zh: '促销用语' },
  link: { en: 'a link', zh: '链接' },
};

const headerNames: Record<string, string> = {
  title: '名称',
  play: '打法',
  audience: '对象',
  when: '场合',
  channel: '送达方式',
  weight: '权重',
  commercial: '不做推销',
  attachments: '附件',
};

/** What is wrong with a template, each in both languages. */
export const faultTexts = {
  unreadable: (why: string): Told => ({ en: `cannot be read: ${why}`, zh: `读不懂这份模板：${why}` }),
  badName: (): Told => ({
    en: 'name it <play>/<name> in lower-case words joined by hyphens, e.g. birthday/warm',
    zh: '代号要写成「打法/名称」，只用小写字母、数字和连字符，例如 birthday/warm',
  }),
  sourceTooLong: (chars: number, limit: number): Told => ({
    en: `${chars} characters; shorten it to ${limit}`,
    zh: `全文 ${chars} 个字符，最多 ${limit} 个，请缩短`,
  }),
  noFrontMatter: (): Told => ({
    en: 'begins with no front matter; put title, play and channel between two lines of ---',
    zh: '缺少抬头：开头要有两行 ---，中间写名称、打法和送达方式',
  }),
  badHeader: (field: string, message: string, words: string): Told => {
    const [head = ''] = field.split('.');
    return {
      en: field === '' ? `front matter: ${message}` : `${field}: ${message}`,
      zh: field === '' ? words : `${headerNames[head] ?? field}：${words}`,
    };
  },
  otherFolder: (folder: string, play: string): Told => ({
    en: `play: the folder is ${folder}; say play: ${folder} or move it to ${play}/`,
    zh: `打法：这份模板放在 ${folder} 下，抬头却写着 ${play}，请改成一致`,
  }),
  soldByAttachment: (): Told => ({
    en: 'attachments: a link or mini-program sells, and this text never does; leave it out',
    zh: '附件：这类文案不能带链接或小程序，请删去',
  }),
  attachmentOnWelcome: (): Told => ({
    en: 'attachments: a welcome carries none yet; leave them out',
    zh: '附件：加好友时自动发的文案暂时不能带附件，请删去',
  }),
  noImage: (id: string): Told => ({
    en: `attachments: the image ${id} is neither here nor in assets/; export it with the text, or upload it anew`,
    zh: `附件：图片 ${id.slice(0, 8)}… 不在这里，请和文案一起导出，或重新上传`,
  }),
  syntax: (message: string): Told => ({
    en: `Liquid: ${message}`,
    zh: `写法不对，{{ }} 或 {% %} 没有写完整：${message}`,
  }),
  unknownVariable: (of: {
    path: string;
    isKnown: boolean;
    near: TemplateVariable | null;
    playName: string;
    playTitle: string;
  }): Told => ({
    en:
      (of.isKnown ? `${of.playName} gives no {{${of.path}}}` : `unknown variable {{${of.path}}}`) +
      (of.near === null ? '' : `; did you mean {{${of.near.path}}}?`),
    zh:
      (of.isKnown ? `「${of.playTitle}」里没有 {{${of.path}}}` : `没有 {{${of.path}}} 这个变量`) +
      (of.near === null ? '' : `，是不是 {{${of.near.path}}}（${of.near.title}）？`),
  }),
  notPrintable: (path: string): Told => ({
    en: `{{${path}}} says yes or no; ask it with {% if ${path} %}`,
    zh: `{{${path}}} 只表示是或否，不能直接显示，请写成 {% if ${path} %}`,
  }),
  word: ({ rule, word }: WordFinding): Told =>
    rule === 'absolute'
      ? {
          en: `"${word}" is an absolute term, which the Advertising Law forbids; say it another way`,
          zh: `「${word}」是广告法不允许的绝对化用语，请换一种说法`,
        }
      : {
          en: `"${word}" is ${ruleNames[rule].en}, and this text never sells; leave it out`,
          zh: `「${word}」是${ruleNames[rule].zh}，这类文案里不能出现，请删去`,
        },
  tooManyChars: (chars: number, limit: number): Told => ({
    en: `${chars} 字 with a usual customer; a text of this play has at most ${limit}`,
    zh: `写出来有 ${chars} 字，这类文案最多 ${limit} 字`,
  }),
  tooManyBytes: (bytes: number, limit: number): Told => ({
    en: `${bytes} B with long values; WeCom takes ${limit} B`,
    zh: `内容较长时会有 ${bytes} 字节，企业微信最多 ${limit} 字节`,
  }),
  noValue: (path: string): Told => ({
    en: `{{${path}}} has no value where it is printed; give it one on every way there`,
    zh: `{{${path}}} 在显示它的地方可能没有值，请在每种情况下都给它一个值`,
  }),
  empty: (): Told => ({
    en: 'is empty once rendered; write what the customer shall read',
    zh: '写出来是空的，请写上要给客户看的话',
  }),
  runaway: (why: string): Told => ({
    en: `stopped while rendering (${why}); take the loop out`,
    zh: `写出来要花的时间或内存没有尽头，已经停下（${why}），请去掉循环`,
  }),
  notRendered: (why: string): Told => ({ en: `cannot be rendered: ${why}`, zh: `写不出来：${why}` }),
};
