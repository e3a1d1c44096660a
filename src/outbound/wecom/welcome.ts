import type { WecomPlatform } from '../../kernel/ports';
import { customerContent } from './attachments';
import { emptyReply } from './call';
import type { Caller } from './caller';

/**
 * The message a new customer gets, within 20 s of adding the rep (wecom-external §2.8).
 * One short try: the caller knows how much of the 20 s is left, and what 41050, 41051 and 41096 mean then.
 */
export function welcome(caller: Caller): Pick<WecomPlatform, 'sendWelcome'> {
  return {
    async sendWelcome(welcomeCode, message) {
      await caller.call({
        path: '/cgi-bin/externalcontact/send_welcome_msg',
        repeat: 'safe',
        tries: 1,
        timeoutMs: 2_000,
        body: { welcome_code: welcomeCode, ...customerContent('welcome', message) },
        reply: emptyReply,
      });
    },
  };
}
