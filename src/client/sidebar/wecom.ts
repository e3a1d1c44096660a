import type * as Sdk from '@wecom/jssdk' with { 'resolution-mode': 'import' };
import type { ChatMessage } from '../../contract/sidebar';
import { readSignature } from './sidebar-api';

/** Why the WeCom client did not do it. */
export const clientFaults = ['cancelled', 'permission', 'no-customer', 'timeout', 'other'] as const;
export class ClientFault extends Error {
  override readonly name = 'ClientFault';

  constructor(readonly kind: (typeof clientFaults)[number]) {
    super(kind);
  }
}

/** Elsewhere the SDK would wait for ever. */
export const isInWecom = /\bwxwork\//i.test(navigator.userAgent);

/** On its way while our server is asked. */
const loading = isInWecom ? import('@wecom/jssdk') : null;

function sdk(): Promise<typeof Sdk> {
  return loading ?? Promise.reject(new Error('the SDK works inside WeCom only'));
}

const answersWithinMs = 8_000;
/** A rep may be asked to confirm first. */
const sendsWithinMs = 60_000;

/** Makes the client trust this page, and asks with whom the chat is. @throws ClientFault, or Refused of our server */
export async function openChat(): Promise<string> {
  const own = location.href.split('#')[0] ?? '';
  const [{ register, getCurExternalContact }, first] = await Promise.all([sdk(), readSignature(own, 'app')]);
  register({
    corpId: first.corpId,
    agentId: first.agentId,
    jsApiList: ['getCurExternalContact', 'sendChatMessage'],
    getConfigSignature: (url) => readSignature(url, 'corp'),
    getAgentConfigSignature: (url) => (url === own ? first : readSignature(url, 'app')),
  });
  return (await told(getCurExternalContact(), answersWithinMs)).userId;
}

/** Puts a message into the chat, as the rep. @throws ClientFault */
export async function sendToChat(message: ChatMessage): Promise<void> {
  const { sendChatMessage } = await sdk();
  await told(sendChatMessage(spelt(message)), sendsWithinMs);
}

function spelt(message: ChatMessage) {
  switch (message.kind) {
    case 'text':
      return { msgtype: 'text' as const, text: { content: message.text } };
    case 'image':
      return { msgtype: 'image' as const, image: { mediaid: message.mediaId } };
    case 'link':
      return {
        msgtype: 'news' as const,
        news: { link: message.url, title: message.title, desc: message.description, imgUrl: '' },
      };
    case 'miniprogram': {
      const { appId, title, page, imageUrl } = message;
      return { msgtype: 'miniprogram' as const, miniprogram: { appid: appId, title, page, imgUrl: imageUrl } };
    }
  }
}

/** The client's refusals are plain objects: `sendChatMessage:fail no permission`. */
async function told<T>(answer: Promise<T>, withinMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ClientFault('timeout')), withinMs);
  });
  try {
    return await Promise.race([answer, silence]);
  } catch (error) {
    throw error instanceof Error ? error : new ClientFault(faultOf(error));
  } finally {
    clearTimeout(timer);
  }
}

function faultOf(refusal: unknown): ClientFault['kind'] {
  const { errMsg } = refusal as { errMsg?: unknown }; // as the SDK rejects
  const words = typeof errMsg === 'string' ? errMsg.toLowerCase() : '';
  if (/:cancel$/.test(words)) return 'cancelled';
  if (/no ?permission|permission denied|signature/.test(words)) return 'permission';
  return words.includes('without context') ? 'no-customer' : 'other';
}
