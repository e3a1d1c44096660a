import { randomBytes } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import { Failed, type Patient, type Words } from './step';

/**
 * Asks our own callback address, from outside, as WeCom does when the URL is saved (wecom-core §2.1): only a server
 * with the same Token and EncodingAESKey can answer.
 */
export async function checkCallback({ publicUrl, credentials, clock, probe }: Patient): Promise<Words> {
  const echo = randomBytes(8).toString('hex');
  const [timestamp, nonce] = [String(Math.floor(clock.now() / 1000)), randomBytes(6).toString('hex')];
  const echostr = encrypt(credentials.encodingAesKey, echo, credentials.corpId);
  const signature = getSignature(credentials.token, timestamp, nonce, echostr);
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce, echostr });
  const address = `${publicUrl}/wecom/callback`;
  const { status, text } = await probe(`${address}?${query.toString()}`).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failed({ en: `${address} is not reached: ${why}`, zh: `连不上 ${address}：${why}` });
  });
  if (status === 200 && text === echo) return { en: `${address} answers as WeCom wants`, zh: `${address} 验证通过` };
  if (status === 403) {
    throw new Failed({
      en: `${address} has another Token or EncodingAESKey`,
      zh: `${address} 上的 Token 或 EncodingAESKey 与这里的不一致`,
    });
  }
  throw new Failed({
    en: `${address} answers ${status}: no server of ours`,
    zh: `${address} 返回 ${status}，不是久伴的服务`,
  });
}
