import { In } from 'typeorm';
import type { WecomPlatform } from '../../kernel/ports';
import { CorpTag } from '../../model/corp-tag';
import type { Apply } from './apply';

const rowsAtATime = 500;

/** The corp's tags (企业标签), always taken as a whole. */
export class CorpTags {
  constructor(private readonly wecom: Pick<WecomPlatform, 'listTags'>) {}

  async read(): Promise<Apply> {
    const groups = await this.wecom.listTags();
    const wanted = groups.flatMap(({ groupId, name: groupName, tags }) =>
      tags.map(({ tagId, name, order }) => ({ tagId, groupId, groupName, name, sort: order })),
    );
    return async (manager) => {
      const known = new Map((await manager.find(CorpTag)).map((tag) => [tag.tagId, tag]));
      const changed = wanted.filter((tag) => {
        const row = known.get(tag.tagId);
        return (
          !row ||
          row.name !== tag.name ||
          row.groupName !== tag.groupName ||
          row.sort !== tag.sort ||
          row.groupId !== tag.groupId
        );
      });
      const kept = new Set(wanted.map((tag) => tag.tagId));
      const gone = [...known.keys()].filter((tagId) => !kept.has(tagId));
      for (let from = 0; from < changed.length; from += rowsAtATime) {
        await manager
          .createQueryBuilder()
          .insert()
          .into(CorpTag)
          .values(changed.slice(from, from + rowsAtATime))
          .orUpdate(['groupId', 'groupName', 'name', 'sort'], ['tagId'])
          .updateEntity(false)
          .execute();
      }
      for (let from = 0; from < gone.length; from += rowsAtATime) {
        await manager.delete(CorpTag, { tagId: In(gone.slice(from, from + rowsAtATime)) });
      }
    };
  }
}
