/** Who somebody is to the customer. `other` is somebody dear who is none of these: 奶奶, 女朋友, 儿媳. */
export type Kin = 'self' | 'spouse' | 'child' | 'parent' | 'other';

const oneOf = (words: string) => words.split(' ').join('|');

const selves = /^(?:[他她您你我]|ta|客户)?(?:本人|自己)?$/i;
/** 他妈妈, 我家宝宝, 客户的女儿: said of the customer by somebody else. */
const pointing = /^(?:[他她您你我]|ta|客户)们?家?的?/i;

const others = oneOf(
  '儿媳 [孙侄]媳妇? 女婿 [女男](?:朋友|友|士|神|方|同事|同学|老师|上司|老板) 闺蜜 闺密 新娘 伴娘 老板娘 老师 班主任 同学 ' +
    '爷爷 奶奶 姥姥 姥爷 外公 外婆 外?祖[父母] [姑姨舅伯叔师][父妈母] 婶',
);
/** 孩子他爸 is how a wife speaks of her husband. */
const spouses = oneOf(
  '(?:孩子?|娃娃?|宝宝?|女儿|儿子)[他她的]?(?:爸爸?|妈妈?|爹|娘|父亲|母亲) ' +
    '老婆 老公 太太 妻子? 先生 丈夫 爱人 夫人 媳妇 对象 另一半 夫妻 夫妇 两口子 \\bwife\\b \\bhusband\\b',
);
const children = oneOf(
  '女儿 儿子 儿女 子女 闺女 姑娘 丫头 囡 妞 娃 孩 宝宝 宝贝 宝儿 [大二三四小俩两]宝 老[大二三四幺] 千金 公子 公主 崽 双胞胎 龙凤胎 ' +
    '[长次幼独爱继养义][子女] 孙[子女儿孙] 外孙 重孙 侄[子女儿] 外甥 \\b(?:grand)?(?:son|daughter|child|children)s?\\b \\bkids?\\b \\bbaby\\b',
);
const parents = oneOf(
  '爸 妈 爹 (?<![姑新伴板])娘 父 母 双亲 老丈人 公公 婆婆 老人 长辈 \\b(?:mother|father|mom|mum|dad|parents?)\\b',
);
const kinWords = new RegExp(
  `(?<other>${others})|(?<spouse>${spouses})|(?<child>(?:${children})(?![婿媳]))|(?<parent>${parents})`,
  'giu',
);

/**
 * Who `forWhom` names; null: nobody that we know, such as a name. Chinese says the person last (老公的妈妈,
 * 儿子的女朋友), so the last word that names kin decides.
 */
export function kinOf(forWhom: string): Kin | null {
  const words = forWhom.trim();
  if (words === '') return null;
  if (selves.test(words)) return 'self';
  const groups = [...words.matchAll(kinWords)].at(-1)?.groups ?? {};
  const [found] = Object.entries(groups).filter(([, word]) => word !== undefined);
  return found ? (found[0] as Kin) : null; // the pattern's groups are named so
}

/** The person as we call them before the customer: 妈妈 of 他妈妈; empty: the customer. */
export function personIn(forWhom: string): string {
  const words = forWhom.trim();
  return selves.test(words) ? '' : words.replace(pointing, '');
}

/** A child's date is kept and greeted only with the guardian's consent. */
export function isChildsDate(date: { kind: string; forWhom: string; label: string }): boolean {
  return date.kind === 'child-birthday' || kinOf(date.forWhom || date.label) === 'child';
}
