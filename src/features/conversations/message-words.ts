import { type DataSource, In } from 'typeorm';
import type { Vault } from '../../kernel/ports';
import { Message } from '../../model/message';

/** What was said in messages that the timeline only names. */
export class MessageWords {
  constructor(private readonly deps: { dataSource: DataSource; vault: Vault }) {}

  /** By the message's id; a picture, a voice and what was recalled have no words. */
  async of(events: readonly { details: Record<string, unknown> }[]): Promise<ReadonlyMap<unknown, string>> {
    const ids = events.map(({ details }) => details.messageId).filter((id) => typeof id === 'string');
    if (ids.length === 0) return new Map();
    const messages = await this.deps.dataSource.manager.findBy(Message, { id: In(ids), kind: 'text' });
    const said = messages.filter(({ recalledAt }) => recalledAt === null);
    return new Map(said.map(({ id, sealedBody }) => [id, this.textIn(sealedBody)]));
  }

  /** Of kind `text`, so sealed with its text. */
  private textIn(sealedBody: string): string {
    return (JSON.parse(this.deps.vault.open(sealedBody)) as { text: string }).text;
  }
}
