import { type EntityManager, In } from 'typeorm';
import { MassSend } from '../../model/mass-send';
import { Touch } from '../../model/touch';
import { privacyTexts } from './texts';

/** Touches stay to be counted, without a word of what they said; a task that was for this customer alone as well. */
export async function eraseTouches(manager: EntityManager, externalUserId: string): Promise<void> {
  const touches = await manager.find(Touch, { select: { massSendId: true }, where: { externalUserId } });
  const tasks = [...new Set(touches.map(({ massSendId }) => massSendId).filter((id) => id !== null))];
  const shared = await manager
    .createQueryBuilder(Touch, 't')
    .select('distinct t.massSendId', 'id')
    .where({ massSendId: In(tasks) })
    .andWhere('t.externalUserId <> :externalUserId', { externalUserId })
    .getRawMany<{ id: string }>();
  const own = tasks.filter((id) => !shared.some((each) => each.id === id));
  if (own.length > 0) await manager.update(MassSend, { id: In(own) }, { text: '' });
  const nothing: object = { text: '', why: privacyTexts.erasedWhy, details: {} };
  await manager.update(Touch, { externalUserId }, nothing);
}
