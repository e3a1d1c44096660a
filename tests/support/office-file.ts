import { crc32, deflateRawSync } from 'node:zlib';

/** An Office file: a zip of these parts. */
export function officeFile(parts: Record<string, string | Buffer>): Buffer {
  const entries: { name: Buffer; packed: Buffer; crc: number; size: number; at: number }[] = [];
  const pieces: Buffer[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const entry = { name: Buffer.from(path), packed: deflateRawSync(bytes), crc: crc32(bytes), size: bytes.length, at };
    entries.push(entry);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    fill(local, 8, entry);
    pieces.push(local, entry.name, entry.packed);
    at += local.length + entry.name.length + entry.packed.length;
  }
  const directory = Buffer.concat(entries.flatMap((entry) => [directoryEntry(entry), entry.name]));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, directory, end]);
}

/** A Word file whose body is this XML. */
export function wordFile(body: string): Buffer {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return officeFile({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  });
}

export function wordParagraph(text: string, heading?: number): string {
  const style = heading === undefined ? '' : `<w:pPr><w:pStyle w:val="Heading${heading}"/></w:pPr>`;
  return `<w:p>${style}<w:r><w:t>${text}</w:t></w:r></w:p>`;
}

function directoryEntry(entry: { name: Buffer; packed: Buffer; crc: number; size: number; at: number }): Buffer {
  const row = Buffer.alloc(46);
  row.writeUInt32LE(0x02014b50, 0);
  fill(row, 10, entry);
  row.writeUInt32LE(entry.at, 42);
  return row;
}

/** Method, checksum, lengths: the same in both places, from another byte on. */
function fill(
  row: Buffer,
  from: number,
  { name, packed, crc, size }: { name: Buffer; packed: Buffer; crc: number; size: number },
): void {
  row.writeUInt16LE(8, from);
  row.writeUInt32LE(crc, from + 6);
  row.writeUInt32LE(packed.length, from + 10);
  row.writeUInt32LE(size, from + 14);
  row.writeUInt16LE(name.length, from + 18);
}
