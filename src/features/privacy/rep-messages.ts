import { type EntityManager, In, MoreThan } from 'typeorm';
import type { AppMessageBody, Vault } from '../../kernel/ports';
import { AppMessage } from '../../model/app-message';
import { privacyTexts } from './texts';

const messagesAtATime = 500;
/** A name of one character stands in too many other words. */
const shortestWord = 2;

/** Empties what was said to reps about a customer: digests, cards, answers. What still waits is not said any more. */
export async function eraseRepMessages(
  manager: EntityManager,
  vault: Vault,
  { repUserIds, words }: { repUserIds: string[]; words: string[] },
): Promise<void> {
  const telling = words.map((word) => word.trim()).filter((word) => word.length >= shortestWord);
  if (repUserIds.length === 0 || telling.length === 0) return;
  const body: AppMessageBody = { kind: 'text', text: privacyTexts.messageErased };
  const sealedBody = vault.seal(JSON.stringify(body));
  for (let after = ''; ;) {
    const where = { id: MoreThan(after), repUserId: In(repUserIds) };
    const messages = await manager.find(AppMessage, { where, order: { id: 'ASC' }, take: messagesAtATime });
    const last = messages.at(-1);
    if (!last) return;
    after = last.id;
    for (const { id, sealedBody: sealed, state } of messages) {
      const said = vault.open(sealed);
      if (!telling.some((word) => said.includes(word))) continue;
      await manager.update(AppMessage, { id }, { sealedBody, state: state === 'waiting' ? 'expired' : state });
    }
  }
}
