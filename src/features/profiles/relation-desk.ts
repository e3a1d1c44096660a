import { type DataSource, type EntityManager, In } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { CorpTag } from '../../model/corp-tag';
import { Rep } from '../../model/rep';
import { type Asker, conflict, type DeskChanges } from './desk-changes';
import { deskDeeds, deskTexts } from './desk-texts';
import { seenCustomer } from './seen-customer';

interface TagChange {
  add: string[];
  remove: string[];
}

/** 主跟进人 and 标签 at the console: what WeCom and the reps must learn of. */
export class RelationDesk {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      changes: DeskChanges;
      /** HandOvers. */
      handOver: (manager: EntityManager, externalUserId: string, repUserId: string | null) => Promise<string | null>;
      /** CustomerTagging. */
      tag: (externalUserId: string, change: TagChange) => Promise<void>;
    },
  ) {}

  /**
   * @param instead whom the asker saw there
   * @throws CareError `stale_edit` 409 with `current`; `not_following` 409; `out_of_scope` 403
   */
  assign(
    asker: Asker,
    externalUserId: string,
    { repUserId, instead }: { repUserId: string | null; instead: string | null },
  ): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager, customer) => {
      const before = customer.repUserId;
      const nameOf = async (id: string | null) => (id && (await manager.findOneBy(Rep, { repUserId: id }))?.name) ?? id;
      if (before !== instead) {
        throw conflict('stale_edit', deskTexts.staleRep, { repUserId: before, repName: await nameOf(before) });
      }
      const after = await this.options.handOver(manager, externalUserId, repUserId);
      if (!asker.sees(after)) throw new CareError('out_of_scope', deskTexts.notYourRep, { status: 403 });
      const deed = deskDeeds.assigned(await nameOf(after));
      return { ...deed, before: { repUserId: before }, after: { repUserId: after, pinned: repUserId !== null } };
    });
  }

  /** At WeCom first: what it refuses changes nothing here. */
  async tag(asker: Asker, externalUserId: string, change: TagChange): Promise<void> {
    const { manager } = this.options.dataSource;
    await seenCustomer(manager, externalUserId, asker.sees);
    await this.options.tag(externalUserId, change);
    const tags = await manager.findBy(CorpTag, { tagId: In([...change.add, ...change.remove]) });
    const namesOf = (ids: string[]) => tags.filter(({ tagId }) => ids.includes(tagId)).map(({ name }) => name);
    const [added, removed] = [namesOf(change.add), namesOf(change.remove)];
    await this.options.changes.make(asker, externalUserId, async () => {
      return { ...deskDeeds.tagged(added, removed), after: { added, removed } };
    });
  }
}
