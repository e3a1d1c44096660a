import { createRequire } from 'node:module';
import type * as OpenCc from 'opencc-js/t2cn' with { 'resolution-mode': 'import' };

// The package can be required, but its types are those of an ES module.
const { Converter } = createRequire(__filename)('opencc-js/t2cn') as typeof OpenCc;
const toSimplified = Converter({ from: 't', to: 'cn' });

/**
 * The text with full-width forms, capitals and traditional characters as their plain ones, one character for one, so
 * that what is found in it can be cut from what was written.
 */
export function evenOut(text: string): string {
  const half = text.replace(/[\u3000\uff01-\uff5eA-Z]/g, (char) => {
    if (char === '\u3000') return ' ';
    const code = char.charCodeAt(0);
    return (code >= 0xff01 ? String.fromCharCode(code - 0xfee0) : char).toLowerCase();
  });
  const simple = toSimplified(half);
  return simple.length === half.length ? simple : [...half].map(simplifyChar).join('');
}

function simplifyChar(char: string): string {
  const simple = toSimplified(char);
  return simple.length === char.length ? simple : char;
}

/** What is said again and again is said twice: 退订退订退订退订 is 退订退订, 哈哈哈哈哈 is 哈哈. */
function calmDown(text: string): string {
  return text.replace(/(.{1,12}?)\1{2,}/gsu, '$1$1');
}

/** Nobody reads on beyond; what somebody wants is said first or last. */
const longest = 1_200;

/** A message without its repetitions, and of a very long one how it begins and how it ends. */
export function abridge(text: string): string {
  const calm = calmDown(text.length > 20_000 ? text.slice(0, 10_000) + text.slice(-10_000) : text);
  return calm.length <= longest ? calm : `${calm.slice(0, longest / 2)}\n${calm.slice(-longest / 2)}`;
}
