import { deflateSync } from 'node:zlib';

/** A PDF of one page that shows these lines, packed; none: a page without text. */
export function pdfFile(lines: readonly string[]): Buffer {
  const shown = lines.map((line, index) => `1 0 0 1 72 ${700 - index * 20} Tm (${line}) Tj`).join('\n');
  return pdfOf(deflateSync(Buffer.from(lines.length === 0 ? '' : `BT /F1 12 Tf\n${shown}\nET`)));
}

/** A PDF whose page is this packed content. */
export function pdfOf(content: Buffer): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    Buffer.concat([
      Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
      content,
      Buffer.from('\nendstream'),
    ]),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const pieces = [Buffer.from('%PDF-1.4\n')];
  const places: number[] = [];
  const size = () => pieces.reduce((sum, { length }) => sum + length, 0);
  for (const [index, object] of objects.entries()) {
    places.push(size());
    pieces.push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const from = size();
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`));
  pieces.push(Buffer.from(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${from}\n%%EOF`));
  return Buffer.concat(pieces);
}
