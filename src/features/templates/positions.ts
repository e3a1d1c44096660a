/** A place in a source, so that the word can be marked. Lines and columns start at 1, columns and length in UTF-16 units. */
export interface SourcePosition {
  line: number;
  column: number;
  length: number;
  word: string;
}

export function positionAt(source: string, offset: number, word: string): SourcePosition {
  const before = source.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  return { line, column: before.length - lineStart + 1, length: word.length, word };
}
