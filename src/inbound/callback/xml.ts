import { XMLParser, XMLValidator } from 'fast-xml-parser';

export type XmlValue = string | XmlFields | (string | XmlFields)[];

/** The children of an element by name; a name that comes more than once holds a list. All values are text. */
export interface XmlFields {
  [name: string]: XmlValue;
}

interface OpenElement {
  name: string;
  text: string;
  fields: XmlFields | null;
}

const start = /^\s*(?:<\?xml[^<>]*\?>\s*)?<xml>/;
const elementName = /^[A-Za-z_][\w.-]*$/;
const cdata = '<![CDATA[';
const deepest = 20;

const parser = new XMLParser({
  processEntities: false,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/**
 * Reads the children of `<xml>`, whatever dialect WeCom may come to write. Entities stay as they are written; a
 * document type, and what is not XML, is null.
 */
export function readXml(text: string): XmlFields | null {
  return scanXml(text) ?? parseXml(text);
}

/**
 * Reads XML as WeCom writes it: elements, text and CDATA, no attributes, no comments. It takes a tenth of the time of
 * a general parser, which is most of what a callback costs; anything else is null.
 */
export function scanXml(text: string): XmlFields | null {
  const head = start.exec(text);
  if (!head) return null;
  const stack: OpenElement[] = [{ name: 'xml', text: '', fields: null }];
  let at = head[0].length;
  for (;;) {
    const top = stack[stack.length - 1];
    const open = text.indexOf('<', at);
    if (!top || open < 0) return null;
    if (open > at) top.text += text.slice(at, open);
    if (text.startsWith(cdata, open)) {
      const end = text.indexOf(']]>', open + cdata.length);
      if (end < 0) return null;
      top.text += text.slice(open + cdata.length, end);
      at = end + 3;
      continue;
    }
    const close = text.indexOf('>', open);
    if (close < 0) return null;
    at = close + 1;
    if (text[open + 1] !== '/') {
      const name = text.slice(open + 1, close);
      if (stack.length > deepest || !elementName.test(name)) return null;
      stack.push({ name, text: '', fields: null });
      continue;
    }
    if (text.slice(open + 2, close) !== top.name) return null;
    const value = valueOf(top);
    if (value === null) return null;
    stack.pop();
    const parent = stack[stack.length - 1];
    if (!parent) return text.slice(at).trim() === '' ? fieldsOf(value) : null;
    parent.fields ??= emptyFields();
    add(parent.fields, top.name, value);
  }
}

function emptyFields(): XmlFields {
  // Without a prototype: an element may be called `constructor`. Object.create is declared `any`.
  return Object.create(null) as XmlFields;
}

function valueOf(element: OpenElement): string | XmlFields | null {
  if (!element.fields) return element.text;
  return element.text.trim() === '' ? element.fields : null;
}

function fieldsOf(root: string | XmlFields): XmlFields | null {
  return typeof root === 'string' ? null : root;
}

function add(fields: XmlFields, name: string, value: string | XmlFields): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}

function parseXml(text: string): XmlFields | null {
  if (text.includes('<!DOCTYPE') || XMLValidator.validate(text) !== true) return null;
  try {
    // The parser's answer is `any`; it is taken apart as unknown.
    const root: unknown = (parser.parse(text) as { xml?: unknown }).xml;
    const fields = tidy(root);
    return typeof fields === 'string' || Array.isArray(fields) ? null : fields;
  } catch {
    return null;
  }
}

/** Brings the general parser's answer into the scanner's form: no blank text between elements. */
function tidy(value: unknown): XmlValue {
  return Array.isArray(value) ? value.map(tidyElement) : tidyElement(value);
}

function tidyElement(value: unknown): string | XmlFields {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const fields = emptyFields();
  for (const [name, inner] of Object.entries(value)) {
    if (name !== '#text' || String(inner).trim() !== '') fields[name] = tidy(inner);
  }
  return fields;
}
