import { type DataSource, type EntityManager, In } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import { WecomError } from '../../kernel/errors';
import type { KfBody, KfPlatform } from '../../kernel/kf';
import type { Clock, Vault } from '../../kernel/ports';
import type { Conversation } from '../../model/conversation';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { Message } from '../../model/message';
import type { DayFact } from '../replies/day-facts';
import { type Answer, answerTo } from './answer-rules';
import type { ConversationLeases } from './conversation-leases';
import { saysAccountIsGone } from './kf-errors';
import { rowOfSaying } from './message-rows';
import type { Reply, Responder, UnreadMessage } from './responder';

const minuteMs = 60_000;
/** An answer that could not be sent for so long comes from a person instead. */
const answerLivesMs = 60 * minuteMs;

const nothingToDo: Reply = {
  text: null,
  handOver: false,
  followUp: false,
  optsOut: false,
  problem: null,
  proposes: [],
};

type Standing = Pick<Conversation, 'state' | 'servicerUserId'>;

/** What a decision has others do, in the same transaction. */
export interface Consequences {
  optOut(manager: EntityManager, conversation: Conversation): Promise<void>;
  openProblem(manager: EntityManager, conversation: Conversation, problem: string): Promise<void>;
  propose(manager: EntityManager, conversation: Conversation, fact: DayFact): Promise<void>;
}

/** Decides once what to do about what a customer wrote, and keeps the decision before anything is said. */
export class AnswerDecider {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      wecom: Pick<KfPlatform, 'getKfState'>;
      clock: Clock;
      vault: Vault;
      zone: string;
      settings: CareSettings;
      leases: ConversationLeases;
      responder: Responder;
      consequences: Consequences;
    },
  ) {}

  async decide(conversation: Conversation, rows: Message[]): Promise<void> {
    const people = await this.people(conversation.externalUserId);
    const unread = rows.filter(({ recalledAt }) => recalledAt === null).map((row) => this.read(row));
    const reply = await this.replyTo(conversation, people.isCustomer, unread);
    const standing = await this.standing(conversation, reply);
    const answer = answerTo({
      reply,
      state: standing.state,
      ...people,
      now: this.deps.clock.now(),
      writtenAt: unread.at(-1)?.sentAt ?? null,
      invitedAt: conversation.invitedAt,
      settings: this.deps.settings.service,
      zone: this.deps.zone,
    });
    await this.deps.dataSource.transaction((manager) =>
      this.keep(manager, conversation, { rows, unread, standing, reply, answer }),
    );
  }

  private async keep(
    manager: EntityManager,
    conversation: Conversation,
    decided: {
      rows: Message[];
      unread: UnreadMessage[];
      standing: Standing;
      reply: Reply;
      answer: Answer;
    },
  ): Promise<void> {
    const { rows, unread, reply, answer } = decided;
    const { state, servicerUserId } = decided.standing;
    const { leases, clock, vault, consequences } = this.deps;
    const now = clock.now();
    const followUp = answer.followUpAt === null ? {} : this.followUp(conversation, answer.followUpAt, unread);
    const invited = answer.invites ? { invitedAt: now } : {};
    // First, so that a process without the lease stops here.
    const change = { state, servicerUserId, ...followUp, ...invited };
    await leases.change(manager, conversation, change);
    Object.assign(conversation, change);
    await manager.update(Message, { id: In(rows.map(({ id }) => id)) }, { handledAt: now });
    for (const content of answer.says) {
      await manager.insert(Message, rowOfSaying(conversation, { content, notAfter: now + answerLivesMs }, now, vault));
    }
    if (reply.optsOut) await consequences.optOut(manager, conversation);
    for (const fact of reply.proposes) await consequences.propose(manager, conversation, fact);
    if (reply.problem !== null) await consequences.openProblem(manager, conversation, reply.problem);
  }

  /** One notice for all that was written since the first of it. */
  private followUp(conversation: Conversation, followUpAt: number, unread: UnreadMessage[]): Partial<Conversation> {
    if (conversation.followUpAt !== null) return {};
    return { followUpAt, followUpFrom: unread[0]?.sentAt ?? this.deps.clock.now() };
  }

  private async replyTo(conversation: Conversation, isCustomer: boolean, unread: UnreadMessage[]): Promise<Reply> {
    if (unread.length === 0) return nothingToDo;
    const { id: conversationId, externalUserId } = conversation;
    return this.deps.responder.respond({ conversationId, externalUserId, isCustomer, unread });
  }

  private async standing(conversation: Conversation, reply: Reply): Promise<Standing> {
    try {
      return await this.deps.wecom.getKfState(conversation.openKfId, conversation.externalUserId);
    } catch (error) {
      if (saysAccountIsGone(error)) return { state: 'ended', servicerUserId: null };
      // 退订 does not wait until WeCom is back; what is said about it does.
      if (error instanceof WecomError && reply.optsOut) return conversation;
      throw error;
    }
  }

  private async people(externalUserId: string) {
    const { manager } = this.deps.dataSource;
    const customer = await manager.findOneBy(Customer, { externalUserId });
    const relations = await manager.findBy(FollowRelation, { externalUserId });
    return { isCustomer: customer !== null, isFriend: relations.some(({ endedAt }) => endedAt === null) };
  }

  private read({ sealedBody, sentAt }: Message): UnreadMessage {
    // Sealed by the keeper, as a KfBody.
    const body = JSON.parse(this.deps.vault.open(sealedBody)) as KfBody;
    const { text, menuId } = body.kind === 'text' ? body : { text: '', menuId: null };
    return { kind: body.kind, text, menuId, sentAt };
  }
}
