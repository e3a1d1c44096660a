import { createHash } from 'node:crypto';
import type { Input } from '../control/read';
import { text } from '../control/read';
import type { Core } from '../core';
import { ImpossibleAct } from '../core';
import { sendToCustomer } from '../phone';
import type { WireAttachment } from '../state';
import { agentTicket } from '../wire/identity';

/** What the WeCom client looks at before it trusts a page (wecom-core §7.1): `url` is where the page really stands. */
export function clientChecksPage(core: Core, input: Input): void {
  const { corpId, agentId } = core.settings;
  if (text(input, 'corpid') !== corpId) throw new ImpossibleAct('corpid is not the corp of this member');
  if (text(input, 'agentid') !== String(agentId)) throw new ImpossibleAct('invalid agentid');
  const [noncestr, timestamp, url] = [text(input, 'nonceStr'), text(input, 'timestamp'), text(input, 'url')];
  const signed = `jsapi_ticket=${agentTicket(core)}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`;
  const wanted = createHash('sha1').update(signed).digest('hex');
  if (text(input, 'signature') !== wanted) throw new ImpossibleAct('invalid signature');
}

/** A page in the chat's sidebar sends as the rep; answers whether it arrived. */
export function pageSends(core: Core, userid: string, externalUserid: string, message: Input): boolean {
  core.actor(userid);
  const parcel = parcelOf(message);
  const delivered = sendToCustomer(core, core.bond(userid, externalUserid), { ...parcel, via: 'by-hand' });
  core.changed();
  return delivered;
}

/** As `sendChatMessage` spells it, and as the phone shows it. */
function parcelOf(message: Input): { text: string; attachments?: WireAttachment[] } {
  const msgtype = text(message, 'msgtype');
  const content = message[msgtype];
  if (typeof content !== 'object' || content === null) throw new ImpossibleAct(`no ${msgtype} in the message`);
  const fields = content as Input; // an object, as checked
  if (msgtype === 'text') return { text: text(fields, 'content') };
  if (msgtype === 'image')
    return { text: '', attachments: [{ msgtype, image: { media_id: text(fields, 'mediaid') } }] };
  if (msgtype === 'news') {
    const link = { title: text(fields, 'title'), desc: fields.desc, url: text(fields, 'link'), picurl: fields.imgUrl };
    return { text: '', attachments: [{ msgtype: 'link', link }] };
  }
  if (msgtype !== 'miniprogram') throw new ImpossibleAct(`${msgtype} cannot be sent here`);
  if (!text(fields, 'page').split('?')[0]?.endsWith('.html')) throw new ImpossibleAct('invalid page');
  return {
    text: '',
    attachments: [{ msgtype, miniprogram: { title: text(fields, 'title'), appid: text(fields, 'appid') } }],
  };
}
