import type { DataSource } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { KfPlatform, KfState } from '../../kernel/kf';
import type { Conversation } from '../../model/conversation';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { kfSay } from './kf-texts';

/** 95014 not a servicer, 95015 exclusive service, 95019 stopped receiving. */
const servicerIsNotThere = [95014, 95015, 95019];
/** The conversation is not where we thought it was. */
const illegalChange = 95016;

interface KfStanding {
  state: KfState;
  servicerUserId: string | null;
}

export interface HandedOver extends KfStanding {
  /** It waits, and no servicer is there to take it. */
  isAlone: boolean;
}

/** Gives a conversation to a person: to the customer's own rep when there, else to whoever takes it out of the pool. */
export class HandOver {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      wecom: Pick<KfPlatform, 'getKfState' | 'listKfServicers' | 'moveKf' | 'proposeKfRep'>;
    },
  ) {}

  /** Safe to repeat: where it is with a person already it stays. */
  async toPerson(conversation: Conversation): Promise<HandedOver> {
    const { openKfId, externalUserId } = conversation;
    const servicers = await this.deps.wecom.listKfServicers(openKfId);
    const there = servicers.filter(({ receiving }) => receiving).map(({ userId }) => userId);
    const customer = await this.deps.dataSource.manager.findOneBy(Customer, { externalUserId });
    const own = there.find((userId) => userId.toLowerCase() === customer?.repUserId?.toLowerCase());
    const standing = (own && (await this.moveTo(conversation, own))) || (await this.toPool(conversation));
    if (standing.servicerUserId !== null) await this.proposeFriendship(conversation, standing.servicerUserId);
    return { ...standing, isAlone: standing.state === 'pool' && there.length === 0 };
  }

  /** Null: that servicer cannot take it. */
  private async moveTo(conversation: Conversation, servicerUserId: string): Promise<KfStanding | null> {
    try {
      return await this.move(conversation, { state: 'human', servicerUserId });
    } catch (error) {
      if (error instanceof WecomError && servicerIsNotThere.includes(error.errcode)) return null;
      throw error;
    }
  }

  private toPool(conversation: Conversation): Promise<KfStanding> {
    return this.move(conversation, { state: 'pool' });
  }

  private async move(
    { openKfId, externalUserId }: Conversation,
    to: { state: 'pool' } | { state: 'human'; servicerUserId: string },
  ): Promise<KfStanding> {
    try {
      await this.deps.wecom.moveKf(openKfId, externalUserId, to);
      return { servicerUserId: null, ...to };
    } catch (error) {
      if (!(error instanceof WecomError) || error.errcode !== illegalChange) throw error;
      return this.deps.wecom.getKfState(openKfId, externalUserId);
    }
  }

  /** A visitor who is nobody's friend yet: the servicer gets a card of their own to send. */
  private async proposeFriendship({ openKfId, externalUserId }: Conversation, servicerUserId: string): Promise<void> {
    const relations = await this.deps.dataSource.manager.findBy(FollowRelation, { externalUserId });
    if (relations.some(({ endedAt }) => endedAt === null)) return;
    try {
      const proposal = { repUserId: servicerUserId, words: kfSay.addMe };
      await this.deps.wecom.proposeKfRep(openKfId, externalUserId, proposal);
    } catch (error) {
      // A courtesy: not every shop has set it up.
      if (!(error instanceof WecomError)) throw error;
    }
  }
}
