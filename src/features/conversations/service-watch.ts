import { type DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import { civilDay, instantAt } from '../../kernel/calendar';
import type { Clock, Instant } from '../../kernel/ports';
import { Conversation } from '../../model/conversation';
import { Member } from '../../model/member';
import { Message } from '../../model/message';
import { Rep } from '../../model/rep';
import type { SaidToRep } from './follow-ups';
import { repHears } from './kf-texts';
import { isOpen } from './service-hours';
import type { VisitorNames } from './visitor-names';

const minuteMs = 60_000;
const atATime = 200;

/** 服务时效: who waits for a person in the shop's hours too long is told to the rep, and then to the rep's lead. */
export class ServiceWatch {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      clock: Clock;
      zone: string;
      settings: CareSettings;
      names: VisitorNames;
      /** Once an id. */
      tell: (manager: EntityManager, message: SaidToRep) => Promise<void>;
    },
  ) {}

  /** A sweep: what was told is not told again. */
  async look(): Promise<void> {
    const { clock, settings, zone } = this.deps;
    const now = clock.now();
    if (!isOpen(now, settings.service, zone)) return;
    const limitMs = settings.service.firstReplyMinutes * minuteMs;
    const opened = instantAt(civilDay(now, zone), settings.service.opensAt, zone);
    for (const conversation of await this.talking(opened)) {
      const since = await this.waitingSince(conversation);
      if (since === null) continue;
      // A night's message waits for a person from the moment there is one.
      const waited = now - Math.max(since, opened);
      if (waited >= limitMs) await this.alert(conversation, since, { waited, toLead: waited >= 2 * limitMs });
    }
  }

  /** Left to people, with news of the customer's since the day before; whom nobody answered is among them. */
  private talking(opened: Instant): Promise<Conversation[]> {
    const lastCustomerAt = MoreThan(opened - 24 * 60 * minuteMs);
    return this.deps.dataSource.getRepository(Conversation).find({
      where: { state: In(['pool', 'human']), lastCustomerAt },
      order: { lastCustomerAt: 'ASC' },
      take: atATime,
    });
  }

  /** The first message that no person has answered; null: they did. */
  private async waitingSince({ id: conversationId }: Conversation): Promise<Instant | null> {
    const messages = this.deps.dataSource.getRepository(Message);
    const [answer] = await messages.find({
      where: { conversationId, origin: 'servicer' },
      order: { sentAt: 'DESC' },
      take: 1,
    });
    const [first] = await messages.find({
      where: { conversationId, origin: 'customer', sentAt: MoreThan(answer?.sentAt ?? 0) },
      order: { sentAt: 'ASC' },
      take: 1,
    });
    return first?.sentAt ?? null;
  }

  private async alert(
    conversation: Conversation,
    since: Instant,
    { waited, toLead }: { waited: number; toLead: boolean },
  ): Promise<void> {
    const { dataSource, names, tell } = this.deps;
    const who = await names.of(conversation);
    const repUserId = conversation.servicerUserId ?? who.repUserId;
    const minutes = Math.floor(waited / minuteMs);
    const to = toLead ? await this.leadsOf(repUserId) : [repUserId];
    const rep = repUserId && (await dataSource.getRepository(Rep).findOneBy({ repUserId }));
    const text = toLead
      ? repHears.waitsLong(who.name, minutes, rep ? rep.name : null)
      : repHears.waits(who.name, minutes);
    for (const each of to) {
      if (each === null) continue;
      const id = `kf-wait-${conversation.id}-${since}-${toLead ? `lead-${each}` : 'rep'}`.slice(0, 150);
      await dataSource.transaction((manager) => tell(manager, { id, repUserId: each, body: { kind: 'text', text } }));
    }
  }

  /** Leads of the rep's departments who are in WeCom; of nobody's conversation all leads. */
  private async leadsOf(repUserId: string | null): Promise<string[]> {
    const { dataSource } = this.deps;
    const rep = repUserId === null ? null : await dataSource.getRepository(Rep).findOneBy({ repUserId });
    const leads = await dataSource.getRepository(Member).findBy({ role: 'lead' });
    return leads
      .filter(({ disabledAt }) => disabledAt === null)
      .filter(({ departmentIds }) => rep === null || departmentIds.some((id) => rep.departmentIds.includes(id)))
      .flatMap(({ repUserId: own }) => (own === null ? [] : [own]));
  }
}
