import { isMap, parseDocument } from 'yaml';
import { type TemplateAttachment, templateAttachmentSchema } from '../../../contract/console/templates';

/** What the form shows of a template's header. */
export interface Header {
  title: string;
  channel: string;
  weight: number;
  audience: string[];
  when: Record<string, string[]>;
  neverSells: boolean;
  attachments: TemplateAttachment[];
}

export interface Parted {
  header: Header;
  /** With the lines of --- around it. */
  front: string;
  body: string;
}

const front = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;

/** Null: the header cannot be read, and the whole source is edited as it stands. */
export function part(source: string): Parted | null {
  const found = front.exec(source);
  if (found === null || found.index !== 0) return null;
  const document = parseDocument(found[1] ?? '', { logLevel: 'silent' });
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const value = document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>; // it is a map
  return { header: headerOf(value), front: found[0], body: source.slice(found[0].length) };
}

function headerOf(value: Record<string, unknown>): Header {
  const when = typeof value.when === 'object' && value.when !== null ? value.when : {};
  return {
    title: typeof value.title === 'string' ? value.title : '',
    channel: typeof value.channel === 'string' ? value.channel : '',
    weight: typeof value.weight === 'number' ? value.weight : 50,
    audience: value.audience === undefined ? ['any'] : listOf(value.audience),
    when: Object.fromEntries(Object.entries(when).map(([key, each]) => [key, listOf(each)])),
    neverSells: value.commercial === 'never',
    attachments: attachmentsOf(value.attachments),
  };
}

/** Those that can be read; what is wrong with the others, the server says. */
function attachmentsOf(value: unknown): TemplateAttachment[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) => templateAttachmentSchema.safeParse(each).data ?? []);
}

function listOf(value: unknown): string[] {
  return [value].flat().map(String);
}

/** Writes one field of the header and leaves everything else, comments too, as it was. */
export function withField(source: string, path: string[], value: unknown): string {
  const parted = part(source);
  if (parted === null) return source;
  const document = parseDocument(front.exec(source)?.[1] ?? '', { logLevel: 'silent' });
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value, { flow: true }));
  const when = document.get('when');
  if (isMap(when) && when.items.length === 0) document.delete('when');
  return `---\n${document.toString({ lineWidth: 0 })}---\n${parted.body}`;
}

/** Where a new text begins. */
export function emptySource(play: string, title: string, channel: string): string {
  return `---\ntitle: ${JSON.stringify(title)}\nplay: ${play}\nchannel: ${channel}\nweight: 50\n---\n`;
}

/** Lines that stand before the body. */
export function linesOf(text: string): number {
  return text.split('\n').length - 1;
}
