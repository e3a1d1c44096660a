import { randomInt } from 'node:crypto';
import type { Clock } from '../kernel/ports';
import type { PlatformSettings } from './settings';
import type { ExternalContact, Member, PlatformState, Relation } from './state';
import { emptyState } from './state';

/** Chosen so that 4 million times an era fills a signed 64-bit number well beyond 2^53. */
const eras = [1_200_000_000_000, 2_200_000_000_000] as const;

/** A person in the sandbox tried what WeCom's client would not let them do. */
export class ImpossibleAct extends Error {
  override readonly name = 'ImpossibleAct';
}

/** The state, the clock and the look-ups that both sides use: people's acts and the wire API. */
export class Core {
  state: PlatformState;
  private listeners = new Set<() => void>();

  constructor(
    readonly clock: Clock,
    readonly settings: PlatformSettings,
    /** Hands a decrypted event or message to the callback driver. */
    readonly fire: (xml: string) => void,
    /** Whether the app has a callback URL. */
    readonly hasCallbackUrl: () => boolean,
  ) {
    this.state = emptyState(randomInt(...eras));
  }

  /**
   * Goes on from an earlier state, whose last moments may be missing: no id that it gave comes again. What an older
   * release did not keep yet begins empty.
   */
  restore(state: Partial<PlatformState>): void {
    const era = randomInt(...eras);
    this.state = { ...emptyState(era), ...state, era };
  }

  now(): number {
    return this.clock.now();
  }

  seconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  nextSeq(): number {
    return ++this.state.seq;
  }

  /** An opaque id that no other run of the sandbox makes. */
  nextId(prefix: string): string {
    return `${prefix}${this.state.era.toString(36)}${this.nextSeq().toString(36).padStart(6, '0')}`;
  }

  /** A 64-bit message id beyond what a double can hold exactly. */
  nextMessageId(): string {
    return (BigInt(this.state.era) * 4_000_000n + BigInt(this.nextSeq())).toString();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells the page that there is something new to see. */
  changed(): void {
    this.nextSeq();
    for (const listener of this.listeners) listener();
  }

  /** Userids are case-insensitive. */
  member(userid: string): Member | undefined {
    return this.state.members.get(userid.toLowerCase());
  }

  contact(externalUserid: string): ExternalContact | undefined {
    return this.state.contacts.get(externalUserid);
  }

  relation(userid: string, externalUserid: string): Relation | undefined {
    return this.state.relations.get(userid.toLowerCase())?.get(externalUserid);
  }

  relationsOf(userid: string): Relation[] {
    return [...(this.state.relations.get(userid.toLowerCase())?.values() ?? [])];
  }

  /** Every rep's relation to one customer, the earliest first. */
  followersOf(externalUserid: string): Relation[] {
    const found: Relation[] = [];
    for (const ofRep of this.state.relations.values()) {
      const relation = ofRep.get(externalUserid);
      if (relation) found.push(relation);
    }
    return found.sort((one, other) => one.createtime - other.createtime);
  }

  putRelation(relation: Relation): void {
    const key = relation.userid.toLowerCase();
    const ofRep = this.state.relations.get(key) ?? new Map<string, Relation>();
    ofRep.set(relation.external_userid, relation);
    this.state.relations.set(key, ofRep);
  }

  dropRelation(userid: string, externalUserid: string): void {
    this.state.relations.get(userid.toLowerCase())?.delete(externalUserid);
  }

  /** A member that a person in the sandbox acts as. */
  actor(userid: string): Member {
    const member = this.member(userid);
    if (!member) throw new ImpossibleAct(`没有成员 ${userid}`);
    if (member.status !== 1) throw new ImpossibleAct(`成员 ${member.name} 已离职或停用`);
    return member;
  }

  /** A relation that a person in the sandbox acts on. */
  bond(userid: string, externalUserid: string): Relation {
    const relation = this.relation(userid, externalUserid);
    if (!relation) throw new ImpossibleAct(`${userid} 与 ${externalUserid} 不是好友`);
    return relation;
  }
}

/** The key of one rep's chat with one customer. */
export function chatKey(userid: string, externalUserid: string): string {
  return `${userid.toLowerCase()} ${externalUserid}`;
}
