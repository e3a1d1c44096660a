import { scanXml } from './xml';

export type Envelope = { ok: true; encrypted: string } | { ok: false; why: string };

/** Takes the ciphertext out of what WeCom posts (wecom-core §2.2): a handful of plain elements and nothing else. */
export function cutEnvelope(body: string): Envelope {
  if (/^\s*[{[]/.test(body)) return { ok: false, why: 'JSON; set the app to XML' };
  // A ciphertext, a corp id and an agent id hold no `&`: what has one is an entity.
  if (body.includes('<!DOCTYPE') || body.includes('<!ENTITY') || body.includes('&')) {
    return { ok: false, why: 'a document type or an entity' };
  }
  const fields = scanXml(body);
  if (!fields) return { ok: false, why: 'not XML as WeCom writes it' };
  const encrypted = fields['Encrypt'];
  if (typeof encrypted !== 'string' || encrypted === '') return { ok: false, why: 'no Encrypt' };
  return { ok: true, encrypted };
}
