import { sampleIds, sampleKfId } from '../../../src/sandbox/sample-shop';
import { Conversation } from '../../../src/model/conversation';
import { KfAccount } from '../../../src/model/kf-account';
import { Message } from '../../../src/model/message';
import { startWorld, type World, type WorldOptions } from '../../support/world';

export const openKfId = sampleKfId;
/** A customer of 林晓's. */
export const xiaoman = sampleIds.zhouXiaoman;

export interface KfWorld extends World {
  kf: World['sandbox']['platform']['kf'];
  /** The customer writes, and everything that follows has happened. */
  hears(text: string, externalUserId?: string): Promise<string>;
  /** What is kept of everything said and done, in order; of messages in text the text. */
  kept(): Promise<string[]>;
  messages(): Promise<Message[]>;
  account(): Promise<KfAccount>;
  conversation(externalUserId?: string): Promise<Conversation>;
  /** What the app said on the customer's phone. */
  answers(externalUserId?: string): string[];
}

/** The sample shop with its kf account. */
export async function startKfWorld(options: WorldOptions = {}): Promise<KfWorld> {
  const world = await startWorld({ now: '2027-01-05 10:00', ...options, sandbox: { seed: true, ...options.sandbox } });
  const { kf } = world.sandbox.platform;
  const manager = () => world.app.dataSource.manager;
  const messages = () => manager().find(Message, { order: { sentAt: 'ASC', id: 'ASC' } });
  return Object.assign(world, {
    kf,
    messages,
    hears: async (text: string, externalUserId: string = xiaoman) => {
      const messageId = kf.customerWrites(openKfId, externalUserId, text);
      await world.settle();
      return messageId;
    },
    kept: async () =>
      (await messages()).map(({ kind, sealedBody }) => {
        const body = JSON.parse(world.app.features.vault.open(sealedBody)) as { text?: string };
        return kind === 'text' ? (body.text ?? '') : kind;
      }),
    account: () => manager().findOneByOrFail(KfAccount, { openKfId }),
    conversation: (externalUserId: string = xiaoman) =>
      manager().findOneByOrFail(Conversation, { openKfId, externalUserId }),
    answers: (externalUserId: string = xiaoman) =>
      kf
        .chat(openKfId, externalUserId)
        .filter(({ from }) => from === 'app')
        .map(({ body, msgtype }) => (msgtype === 'text' ? String(body.content) : msgtype)),
  });
}
