import { webAddress } from '../web-address';

/** The subset of markdown that WeCom's app messages know, read into values; nothing of it is ever HTML. */

const fontColors = ['info', 'comment', 'warning'] as const;
type FontColor = (typeof fontColors)[number];

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'font'; color: FontColor; children: Inline[] };

export type Block =
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'quote'; lines: Inline[][] }
  | { kind: 'line'; children: Inline[] }
  | { kind: 'gap' };

export function readMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  for (const line of source.split(/\r?\n/)) {
    const last = blocks.at(-1);
    const block = readLine(line);
    if (block.kind === 'quote' && last?.kind === 'quote') last.lines.push(...block.lines);
    else if (block.kind !== 'gap' || last?.kind !== 'gap') blocks.push(block);
  }
  return blocks;
}

function readLine(line: string): Block {
  const heading = /^(#{1,6})\s+(.+)$/.exec(line);
  if (heading?.[1] && heading[2])
    return { kind: 'heading', level: heading[1].length, children: readInline(heading[2]) };
  const quote = /^\s*>\s?(.*)$/.exec(line);
  if (quote) return { kind: 'quote', lines: [readInline(quote[1] ?? '')] };
  return line.trim() === '' ? { kind: 'gap' } : { kind: 'line', children: readInline(line) };
}

const marks =
  /\*\*(?<bold>.+?)\*\*|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<href>[^)\s]+)\)|<font color=["']?(?<color>info|comment|warning)["']?>(?<font>.*?)<\/font>/;

export function readInline(text: string): Inline[] {
  const found = marks.exec(text);
  if (!found?.groups) return text === '' ? [] : [{ kind: 'text', text }];
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [...readInline(before), readMark(found[0], found.groups), ...readInline(after)];
}

function readMark(whole: string, groups: Record<string, string | undefined>): Inline {
  const { bold, code, label, href, color, font } = groups;
  if (bold !== undefined) return { kind: 'bold', children: readInline(bold) };
  if (code !== undefined) return { kind: 'code', text: code };
  const known = fontColors.find((one) => one === color);
  if (known && font !== undefined) return { kind: 'font', color: known, children: readInline(font) };
  const address = webAddress(href);
  if (label !== undefined && address) return { kind: 'link', href: address, children: readInline(label) };
  return { kind: 'text', text: label ?? whole };
}
