import type { IncomingMessage } from 'node:http';

export type Body = { ok: true; text: string } | { ok: false; why: 'too large' | 'broken off' };

/** Reads a body as text, whatever its content type. By hand: a body parser costs more than the callback itself. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    request.resume();
    return Promise.resolve({ ok: false, why: 'too large' });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) chunks.push(chunk);
      // What follows is read and dropped, so that the answer can be heard.
      else resolve({ ok: false, why: 'too large' });
    });
    request.on('end', () => resolve({ ok: true, text: textOf(chunks) }));
    request.on('error', () => resolve({ ok: false, why: 'broken off' }));
    request.on('close', () => resolve({ ok: false, why: 'broken off' }));
  });
}

function textOf(chunks: Buffer[]): string {
  const [first] = chunks;
  return (chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString('utf8');
}
