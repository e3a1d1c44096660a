import { z } from 'zod';
import type { RemoteTagGroup, WecomPlatform } from '../../kernel/ports';
import { emptyReply, listOf, text } from './call';
import type { Caller } from './caller';
import { pairKey } from './customers';
import { atMostCharacters, notEmpty } from './limits';

const invalidTag = 40068;
const nameLimit = 30;

const tagGroup = z.looseObject({
  group_id: z.string(),
  group_name: text,
  order: z.number().nullish(),
  deleted: z.boolean().nullish(),
  tag: listOf(
    z.looseObject({
      id: z.string(),
      name: text,
      order: z.number().nullish(),
      deleted: z.boolean().nullish(),
    }),
  ),
});

type Tags = Pick<WecomPlatform, 'listTags' | 'addTags' | 'renameTag' | 'deleteTags' | 'markTags'>;

/** Corp tags (wecom-external §2.3). An app can change only the tags that it made. */
export function tags(caller: Caller): Tags {
  return {
    async listTags() {
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/get_corp_tag_list',
        repeat: 'read',
        body: {},
        reply: z.looseObject({ tag_group: listOf(tagGroup) }),
      });
      return reply.tag_group.filter((group) => group.deleted !== true).map(groupOf);
    },

    /** Safe to repeat: WeCom merges equal names. */
    async addTags(groupName, tagNames) {
      notEmpty('tags to add', tagNames);
      for (const name of [groupName, ...tagNames]) atMostCharacters('name of a tag', nameLimit, name);
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/add_corp_tag',
        repeat: 'safe',
        body: { group_name: groupName, tag: tagNames.map((name) => ({ name })) },
        reply: z.looseObject({ tag_group: tagGroup }),
      });
      return groupOf(reply.tag_group);
    },

    async renameTag(id, name) {
      atMostCharacters('name of a tag', nameLimit, name);
      await caller.call({
        path: '/cgi-bin/externalcontact/edit_corp_tag',
        repeat: 'safe',
        body: { id, name },
        reply: emptyReply,
      });
    },

    async deleteTags(tagIds) {
      if (tagIds.length === 0) return;
      await caller.call({
        path: '/cgi-bin/externalcontact/del_corp_tag',
        repeat: 'safe',
        doneAfterUnknown: [invalidTag],
        body: { tag_id: tagIds },
        reply: emptyReply,
      });
    },

    async markTags(repUserId, externalUserId, { add, remove }) {
      if (add.length === 0 && remove.length === 0) return;
      await caller.call({
        path: '/cgi-bin/externalcontact/mark_tag',
        repeat: 'safe',
        inSeriesBy: pairKey(repUserId, externalUserId),
        body: { userid: repUserId, external_userid: externalUserId, add_tag: add, remove_tag: remove },
        reply: emptyReply,
      });
    },
  };
}

function groupOf(group: z.infer<typeof tagGroup>): RemoteTagGroup {
  return {
    groupId: group.group_id,
    name: group.group_name,
    order: group.order ?? 0,
    tags: group.tag
      .filter((tag) => tag.deleted !== true)
      .map((tag) => ({ tagId: tag.id, name: tag.name, order: tag.order ?? 0 })),
  };
}
