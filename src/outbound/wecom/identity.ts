import { z } from 'zod';
import type { Clock, WecomPlatform } from '../../kernel/ports';
import { text } from './call';
import type { Caller } from './caller';
import { LentValue } from './token';

const ticketReply = z.looseObject({ ticket: z.string().min(1), expires_in: z.number() });

/** Who stands before a page of ours, and the tickets that sign it (wecom-core §6, §7). */
export function identity(
  caller: Caller,
  options: { clock: Clock },
): Pick<WecomPlatform, 'getLogin' | 'getCorpTicket' | 'getAgentTicket'> {
  function ticket(path: string, query: Record<string, string>): LentValue {
    return new LentValue(options.clock, async () => {
      const reply = await caller.call({ path, repeat: 'read', query, reply: ticketReply });
      return { value: reply.ticket, expiresInMs: reply.expires_in * 1000 };
    });
  }

  const corpTicket = ticket('/cgi-bin/get_jsapi_ticket', {});
  const agentTicket = ticket('/cgi-bin/ticket/get', { type: 'agent_config' });

  return {
    /** A code works once: an answer that got lost costs the visitor another round of login. */
    async getLogin(code) {
      const reply = await caller.call({
        path: '/cgi-bin/auth/getuserinfo',
        repeat: 'read',
        tries: 1,
        query: { code },
        reply: z.looseObject({ userid: text, external_userid: text }),
      });
      return { repUserId: orNull(reply.userid), externalUserId: orNull(reply.external_userid) };
    },

    getCorpTicket: () => corpTicket.get(),
    getAgentTicket: () => agentTicket.get(),
  };
}

function orNull(id: string): string | null {
  return id === '' ? null : id;
}
