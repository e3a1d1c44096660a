import { type DataSource, type EntityManager, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { civilDay, civilMinutes } from '../../kernel/calendar';
import { WecomError } from '../../kernel/errors';
import type { KfBody, KfPlatform } from '../../kernel/kf';
import type { AppMessageBody, Clock, Instant, Vault } from '../../kernel/ports';
import { Conversation } from '../../model/conversation';
import { Message } from '../../model/message';
import { kindNames, repHears } from './kf-texts';
import { handOver } from './message-rows';
import type { VisitorNames } from './visitor-names';

const atATime = 50;
const mostLines = 8;
const longestLine = 60;

export interface SaidToRep {
  /** Said once. */
  id: string;
  repUserId: string;
  body: AppMessageBody;
}

/** Tells a rep to go on with what nobody answered in person: the question, and what was answered meanwhile. */
export class FollowUps {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      wecom: Pick<KfPlatform, 'listKfServicers'>;
      clock: Clock;
      vault: Vault;
      zone: string;
      names: VisitorNames;
      tell: (manager: EntityManager, message: SaidToRep) => Promise<void>;
      logger: { warn(fields: object, message: string): void };
    },
  ) {}

  async tellDue(): Promise<void> {
    const due = await this.deps.dataSource.manager.find(Conversation, {
      where: { followUpAt: LessThanOrEqual(this.deps.clock.now()) },
      order: { followUpAt: 'ASC' },
      take: atATime,
    });
    for (const conversation of due) await this.tell(conversation);
  }

  private async tell(conversation: Conversation): Promise<void> {
    const { dataSource, names, logger } = this.deps;
    const { id, followUpAt, followUpFrom } = conversation;
    const who = await names.of(conversation);
    const repUserId = who.repUserId ?? (await this.firstServicer(conversation.openKfId));
    const lines = await this.lines(id, followUpFrom ?? 0);
    if (repUserId === null) logger.warn({ conversationId: id }, 'nobody can be told to go on with a conversation');
    await dataSource.transaction(async (manager) => {
      const claim = { followUpAt: null, followUpFrom: null };
      const { affected } = await manager.update(Conversation, { id, followUpAt: followUpAt ?? 0 }, claim);
      if (affected !== 1 || repUserId === null || lines.length === 0) return;
      const text = repHears.followUp(who.name, lines);
      await this.deps.tell(manager, { id: `kf-follow-${id}-${followUpAt}`, repUserId, body: { kind: 'text', text } });
    });
  }

  /** A visitor without a rep is the first servicer's. */
  private async firstServicer(openKfId: string): Promise<string | null> {
    try {
      const servicers = await this.deps.wecom.listKfServicers(openKfId);
      return (servicers.find(({ receiving }) => receiving) ?? servicers[0])?.userId ?? null;
    } catch (error) {
      if (error instanceof WecomError && !error.retryable) return null;
      throw error;
    }
  }

  private async lines(conversationId: string, from: Instant): Promise<string[]> {
    const messages = await this.deps.dataSource.manager.find(Message, {
      where: { conversationId, sentAt: MoreThanOrEqual(from) },
      order: { sentAt: 'ASC', id: 'ASC' },
    });
    const lines = messages.flatMap((message) => this.line(message) ?? []);
    const hidden = lines.length - mostLines;
    return hidden > 0 ? [...lines.slice(0, mostLines), repHears.more(hidden)] : lines;
  }

  private line(message: Message): string | null {
    if (message.recalledAt !== null || message.kind === handOver) return null;
    const words = this.words(message);
    if (message.origin === 'customer') return repHears.question(this.when(message.sentAt), words);
    if (message.origin !== 'us' || message.state === 'intended' || message.eventCode !== null) return null;
    return message.state === 'sent' ? repHears.answered(words) : repHears.missed(words, message.fault ?? '');
  }

  private words({ sealedBody, kind }: Message): string {
    // Sealed by the keeper or by rowOfSaying(), as a body with its kind.
    const body = JSON.parse(this.deps.vault.open(sealedBody)) as { text?: string };
    const text = body.text ?? `[${kindNames[kind as KfBody['kind']] ?? kind}]`;
    return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  }

  private when(at: Instant): string {
    const minutes = civilMinutes(at, this.deps.zone);
    const time = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
    return `${civilDay(at, this.deps.zone).slice(5)} ${time}`;
  }
}
