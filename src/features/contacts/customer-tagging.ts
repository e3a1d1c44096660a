import { type DataSource, In, IsNull } from 'typeorm';
import { CareError, WecomError } from '../../kernel/errors';
import { CorpTag } from '../../model/corp-tag';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import type { ContactBook } from './contact-book';
import { contactTexts } from './texts';

/** Corp tag ids. */
export interface TagChange {
  add: string[];
  remove: string[];
}

/** Tags of a customer, whoever of the reps gave them: WeCom keeps them by rep. */
export class CustomerTagging {
  constructor(private readonly options: { dataSource: DataSource; contacts: Pick<ContactBook, 'markTags'> }) {}

  /**
   * Marks by the assigned rep, and takes away from all who follow. Safe to repeat.
   *
   * @throws CareError `unknown_tag`, `nobody_follows`, `wecom_refused`
   */
  async tag(externalUserId: string, { add, remove }: TagChange): Promise<void> {
    await this.checkTags(add);
    const { manager } = this.options.dataSource;
    const customer = await manager.findOneBy(Customer, { externalUserId });
    const relations = await manager.find(FollowRelation, {
      where: { externalUserId, endedAt: IsNull(), half: false },
      order: { followedAt: 'ASC', repUserId: 'ASC' },
    });
    const own = relations.find(({ repUserId }) => repUserId === customer?.repUserId) ?? relations[0];
    if (!own) throw new CareError('nobody_follows', contactTexts.nobodyFollows, { status: 409 });
    for (const relation of relations) {
      const fresh = relation === own ? add.filter((id) => !own.tagIds.includes(id)) : [];
      const gone = remove.filter((id) => relation.tagIds.includes(id));
      if (fresh.length + gone.length > 0) await this.mark(relation, { add: fresh, remove: gone });
    }
  }

  private async checkTags(tagIds: string[]): Promise<void> {
    const known = await this.options.dataSource.manager.countBy(CorpTag, { tagId: In(tagIds) });
    if (known === new Set(tagIds).size) return;
    throw new CareError('unknown_tag', contactTexts.unknownTag, { status: 422 });
  }

  private async mark({ repUserId, externalUserId }: FollowRelation, change: TagChange): Promise<void> {
    try {
      await this.options.contacts.markTags(repUserId, externalUserId, change);
    } catch (cause) {
      if (!(cause instanceof WecomError)) throw cause;
      const words = cause.retryable ? contactTexts.wecomAway : contactTexts.wecomRefused(cause.errcode);
      throw new CareError('wecom_refused', words, { status: cause.retryable ? 503 : 409, cause });
    }
  }
}
