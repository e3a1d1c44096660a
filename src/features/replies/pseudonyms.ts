/** Numbers that name somebody or something of theirs: mobiles, cards, orders. */
const numbers = /(?<![\d.])\d{6,}(?![\d.])/g;
const addresses = /[\w.+-]+@[\w-]+\.[\w.]+/g;
const mark = /〔[^〔〕]{1,12}〕/g;

/** Texts without whom they are about, and the way back. */
export interface Veiled {
  texts: string[];
  /** A text with the names again; null where it holds a mark that nobody gave. */
  unveil(text: string): string | null;
}

/**
 * Puts marks in the place of names, numbers and addresses before a text leaves the house. The same name has the same mark.
 *
 * @param names by mark, e.g. `客户` → 周小满; empty ones are passed over
 */
export function veil(texts: readonly string[], names: ReadonlyMap<string, string>): Veiled {
  const given = new Map<string, string>();
  const known = [...names]
    .filter(([, name]) => name.length > 1)
    .sort(([, one], [, other]) => other.length - one.length);
  const markOf = (kind: string, value: string): string => {
    const old = [...given].find(([, held]) => held === value)?.[0];
    if (old) return old;
    const nth = [...given.keys()].filter((each) => each.startsWith(`〔${kind}`)).length;
    const made = `〔${kind}${nth === 0 ? '' : nth + 1}〕`;
    given.set(made, value);
    return made;
  };
  const hide = (text: string): string => {
    // Somebody who writes our marks must not be given what stands behind them.
    let hidden = text.replace(mark, ' ');
    for (const [kind, name] of known) hidden = hidden.replaceAll(name, () => markOf(kind, name));
    return hidden
      .replace(addresses, (address) => markOf('邮箱', address))
      .replace(numbers, (number) => markOf('号码', number));
  };
  return {
    texts: texts.map(hide),
    unveil: (text) => {
      const unknown = [...text.matchAll(mark)].some(([each]) => !given.has(each));
      return unknown ? null : text.replace(mark, (each) => given.get(each) ?? each);
    },
  };
}
