import { z } from 'zod';
import { CareError } from '../../kernel/errors';
import type { AppMessageBody, Clock, WecomPlatform } from '../../kernel/ports';
import { emptyReply, text } from './call';
import type { Caller } from './caller';
import { atMostBytes, notEmpty } from './limits';
import { Quota } from './pacing';
import type { Sleep } from './pacing';
import { newCardJson, replacementCardJson } from './template-card';

/** What one rep may get from one app; WeCom drops the rest without a word (wecom-core §4.7). */
const repQuota = { perMinute: 30, perHour: 1_000 };
const longestDuplicateCheckSeconds = 14_400;

const receipt = z.looseObject({
  /** Absent, perhaps, where the duplicate check held a message back. */
  msgid: text,
  response_code: text,
  invaliduser: text,
  unlicenseduser: text,
});

type AppMessages = Pick<WecomPlatform, 'sendAppMessage' | 'disableCardButtons' | 'replaceCard' | 'recallAppMessage'>;

export function appMessages(caller: Caller, options: { agentId: number; clock: Clock; sleep: Sleep }): AppMessages {
  const repQuotas = new Map<string, Quota>();

  function quotaOf(repUserId: string): Quota {
    const key = repUserId.toLowerCase();
    const quota = repQuotas.get(key) ?? new Quota(repQuota, options);
    repQuotas.set(key, quota);
    return quota;
  }

  /** A response code works once: when the answer was lost and the code is then used up, the update was made. */
  async function updateCard(responseCode: string, repUserIds: string[], change: object): Promise<void> {
    const audience = repUserIds.length === 0 ? { atall: 1 } : { userids: repUserIds };
    await caller.call({
      path: '/cgi-bin/message/update_template_card',
      repeat: 'safe',
      doneAfterUnknown: [60140],
      body: { ...audience, agentid: options.agentId, response_code: responseCode, ...change },
      reply: emptyReply,
    });
  }

  return {
    async sendAppMessage(repUserId, body, { duplicateCheckSeconds } = {}) {
      const path = '/cgi-bin/message/send';
      const json = {
        touser: oneRep(repUserId),
        agentid: options.agentId,
        ...spellings[body.kind](body),
        ...duplicateCheck(duplicateCheckSeconds),
      };
      await quotaOf(repUserId).take(path, 'this rep');
      const reply = await caller.call({
        path,
        repeat: duplicateCheckSeconds === undefined ? 'unsafe' : 'safe',
        countsToQuota: false,
        body: json,
        reply: receipt,
      });
      return {
        messageId: reply.msgid,
        responseCode: reply.response_code === '' ? undefined : reply.response_code,
        unreachable: [...names(reply.invaliduser), ...names(reply.unlicenseduser)],
      };
    },

    disableCardButtons(responseCode, repUserIds, replaceName) {
      return updateCard(responseCode, repUserIds, { button: { replace_name: replaceName } });
    },

    replaceCard(responseCode, repUserIds, card) {
      return updateCard(responseCode, repUserIds, { template_card: replacementCardJson(card) });
    },

    async recallAppMessage(messageId) {
      await caller.call({
        path: '/cgi-bin/message/recall',
        repeat: 'safe',
        body: { msgid: messageId },
        reply: emptyReply,
      });
    },
  };
}

/** `@all` and `a|b` would reach more than the one rep meant. */
function oneRep(repUserId: string): string {
  if (/^[^|@\s][^|\s]{0,63}$/.test(repUserId)) return repUserId;
  throw new CareError('bad_rep', 'app message: the recipient is not one userid', { status: 422 });
}

function duplicateCheck(seconds: number | undefined): object {
  if (seconds === undefined) return {};
  if (!(seconds >= 1 && seconds <= longestDuplicateCheckSeconds)) {
    throw new CareError('bad_duplicate_check', `duplicate check of ${seconds} s: WeCom takes 1 to 14400 seconds`);
  }
  return { enable_duplicate_check: 1, duplicate_check_interval: seconds };
}

function names(list: string): string[] {
  return list
    .split('|')
    .filter((name) => name !== '')
    .map((name) => name.toLowerCase());
}

type Spelling<Kind> = (body: Extract<AppMessageBody, { kind: Kind }>) => object;

const byKind: { [Kind in AppMessageBody['kind']]: Spelling<Kind> } = {
  text: (body) => {
    notEmpty('text of the app message', body.text);
    atMostBytes('text of the app message', 2048, body.text);
    return { msgtype: 'text', text: { content: body.text } };
  },
  markdown: (body) => {
    notEmpty('markdown of the app message', body.markdown);
    atMostBytes('markdown of the app message', 2048, body.markdown);
    return { msgtype: 'markdown', markdown: { content: body.markdown } };
  },
  textcard: ({ title, description, url, buttonText }) => {
    notEmpty('title of the text card', title);
    notEmpty('description of the text card', description);
    atMostBytes('title of the text card', 128, title);
    atMostBytes('description of the text card', 512, description);
    atMostBytes('url of the text card', 2048, url);
    return { msgtype: 'textcard', textcard: { title, description, url, btntxt: buttonText } };
  },
  card: ({ card }) => ({ msgtype: 'template_card', template_card: newCardJson(card) }),
};

/** Each function is only ever given the body of its own kind, which the type cannot say across a lookup. */
const spellings = byKind as Record<AppMessageBody['kind'], (body: AppMessageBody) => object>;
