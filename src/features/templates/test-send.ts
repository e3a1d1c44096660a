import type { DataSource } from 'typeorm';
import { CareError, WecomError } from '../../kernel/errors';
import type { WecomPlatform } from '../../kernel/ports';
import { deskTexts } from './desk-texts';
import { subjectOf } from './drafts';
import type { DeskActor, DeskAudit } from './needs';

/** WeCom cuts an app message beyond 2048 bytes. */
const mostBytes = 1_900;

/** 试发: the text as a customer would read it, in the writer's own chat with the app. */
export class TestSends {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      wecom: Pick<WecomPlatform, 'sendAppMessage'>;
      audit: DeskAudit;
    },
  ) {}

  /**
   * @param repUserId whom the member is in WeCom; null: nobody yet
   * @throws CareError 409 with the mend where it cannot arrive
   */
  async send(
    actor: DeskActor,
    { name, title, text, repUserId }: { name: string; title: string; text: string; repUserId: string | null },
  ): Promise<void> {
    if (repUserId === null) throw new CareError('not_bound', deskTexts.notBound, { status: 409 });
    for (const part of [deskTexts.testHead(title), ...partsOf(text)]) await this.say(repUserId, part);
    const summary = deskTexts.summary.tested(title);
    await this.options.dataSource.transaction((manager) =>
      this.options.audit.record(actor, { action: 'template.tested', subject: subjectOf(name), summary }, manager),
    );
  }

  private async say(repUserId: string, text: string): Promise<void> {
    try {
      const { unreachable } = await this.options.wecom.sendAppMessage(repUserId, { kind: 'text', text });
      if (unreachable.some((each) => each.toLowerCase() === repUserId.toLowerCase())) {
        throw new CareError('unreachable', deskTexts.unreachable, { status: 409 });
      }
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      const words = error.options.kind === 'permanent' ? deskTexts.unreachable : deskTexts.wecomAway;
      throw new CareError('wecom_refused', words, { status: 409, cause: error });
    }
  }
}

/** A long text in as many messages as it takes, cut between characters. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (Buffer.byteLength(part + character) > mostBytes) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
