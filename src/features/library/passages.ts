/** A piece of a document as it was read: what stands below one heading, on one page, in one row. */
export interface DocumentBlock {
  /** Empty: what stands before the first heading. */
  heading: string;
  text: string;
}

/** As long as an answer may be that somebody reads on a phone; a question is answered by one passage. */
const fullLength = 400;
const longestTitle = 60;

/** Cuts a document into passages: along its headings and paragraphs, in the middle of one only where it is too long. */
export function passagesOf(blocks: readonly DocumentBlock[]): { title: string; text: string }[] {
  return blocks.flatMap(({ heading, text }) =>
    packed(text.split(/\n\s*\n|\n/).flatMap(pieces)).map((passage) => ({
      title: heading.trim().slice(0, longestTitle),
      text: passage,
    })),
  );
}

/** Markdown, or what was made into it, by its headings, each with those above it. */
export function markdownBlocks(text: string): DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  const above: string[] = [];
  let lines: string[] = [];
  const close = () => {
    blocks.push({ heading: above.filter(Boolean).join(' · '), text: lines.join('\n') });
    lines = [];
  };
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    const [, marks, title = ''] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line) ?? [];
    if (marks === undefined) {
      lines.push(line);
      continue;
    }
    close();
    above.length = Math.min(above.length, marks.length - 1);
    above[marks.length - 1] = title;
  }
  close();
  return blocks.filter((block) => block.text.trim() !== '');
}

/** A paragraph, or where it is too long its sentences, or where those are too long pieces of them. */
function pieces(paragraph: string): string[] {
  const text = paragraph.trim();
  if (text.length <= fullLength) return text === '' ? [] : [text];
  const sentences = packed(text.match(/[^。！？!?；;]+[。！？!?；;]*/gu) ?? [text], '');
  return sentences.flatMap((each) => each.match(new RegExp(`.{1,${fullLength}}`, 'gsu')) ?? []);
}

/** Joins what follows on one another while it is no longer than a passage. */
function packed(parts: readonly string[], between = '\n'): string[] {
  const passages: string[] = [];
  for (const part of parts) {
    const last = passages.at(-1);
    if (last !== undefined && last.length + part.length < fullLength)
      passages[passages.length - 1] = last + between + part;
    else passages.push(part);
  }
  return passages;
}
