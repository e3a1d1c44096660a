import { type DataSource, type EntityManager, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { CareError, type Fault } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { CivilDay, Clock, JobRequest } from '../../kernel/ports';
import { Topic } from '../../model/topic';
import { calendarTexts } from './texts';

/** Who edits, as the audit names them. */
interface Actor {
  id: string;
  name: string;
  address: string;
}

interface Options {
  dataSource: DataSource;
  clock: Clock;
  /** AuditTrail. */
  audit: {
    record(
      actor: Actor,
      deed: { action: string; subject: string; summary: string; before?: unknown; after?: unknown },
      within: EntityManager,
    ): Promise<void>;
  };
  /** What a text of an activity may not say. */
  checkText: (text: string) => { message: string }[];
  ring: (job: JobRequest) => void;
}

export type TopicEdit = Omit<Topic, 'id' | 'createdAt' | 'updatedAt'>;

/** 主题活动 at the console: made, changed and taken away; the plan follows. */
export class TopicBook {
  constructor(private readonly options: Options) {}

  /** Those with a day from `from` to `to`, earliest first. */
  between(from: CivilDay, to: CivilDay): Promise<Topic[]> {
    return this.topics.find({
      where: { toOn: MoreThanOrEqual(from), fromOn: LessThanOrEqual(to) },
      order: { fromOn: 'ASC', id: 'ASC' },
    });
  }

  /** @throws CareError `topic_words` 422, naming each word */
  async add(actor: Actor, edit: TopicEdit): Promise<Topic> {
    this.check(edit);
    const now = this.options.clock.now();
    const topic = { id: newId(now), ...edit, createdAt: now, updatedAt: now };
    await this.options.dataSource.transaction(async (manager) => {
      await manager.insert(Topic, topic);
      await this.writeDown(manager, actor, { action: 'topic.added', told: calendarTexts.topicAdded, after: topic });
    });
    this.changed();
    return topic;
  }

  /**
   * Keeps an edit that was made on the version `revision`; `isStale`: somebody saved meanwhile, and theirs stays.
   *
   * @throws CareError `no_topic` 404, `topic_words` 422
   */
  async save(actor: Actor, id: string, edit: TopicEdit, revision: number): Promise<{ topic: Topic; isStale: boolean }> {
    this.check(edit);
    const before = await this.find(id);
    const updatedAt = Math.max(this.options.clock.now(), before.updatedAt + 1);
    const topic = { ...before, ...edit, updatedAt };
    const isKept = await this.options.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(Topic, { id, updatedAt: revision }, { ...edit, updatedAt });
      const deed = { action: 'topic.saved', told: calendarTexts.topicSaved, before, after: topic };
      if (affected === 1) await this.writeDown(manager, actor, deed);
      return affected === 1;
    });
    if (!isKept) return { topic: await this.find(id), isStale: true };
    this.changed();
    return { topic, isStale: false };
  }

  /** @throws CareError `no_topic` 404 */
  async remove(actor: Actor, id: string): Promise<void> {
    const before = await this.find(id);
    await this.options.dataSource.transaction(async (manager) => {
      await manager.delete(Topic, { id });
      await this.writeDown(manager, actor, { action: 'topic.removed', told: calendarTexts.topicRemoved, before });
    });
    this.changed();
  }

  private get topics() {
    return this.options.dataSource.getRepository(Topic);
  }

  private async find(id: string): Promise<Topic> {
    const topic = await this.topics.findOneBy({ id });
    if (!topic) throw new CareError('no_topic', calendarTexts.noTopic, { status: 404 });
    return topic;
  }

  private check({ title, text }: TopicEdit): void {
    const faultsOf = (path: string, words: string) =>
      this.options.checkText(words).map(({ message }): Fault => ({ path, message }));
    const faults = [...faultsOf('title', title), ...faultsOf('text', text)];
    if (faults.length > 0) throw new CareError('topic_words', calendarTexts.topicWords, { status: 422, faults });
  }

  /** What is due no more is taken back by the plan. */
  private changed(): void {
    this.options.ring({ name: 'plan', id: 'plan-topic' });
  }

  private writeDown(
    manager: EntityManager,
    actor: Actor,
    deed: { action: string; told: (title: string) => string; before?: Topic; after?: Topic },
  ): Promise<void> {
    const { action, told, before, after } = deed;
    const { id = '', title = '' } = after ?? before ?? {};
    const subject = `topic:${id}`;
    return this.options.audit.record(actor, { action, subject, summary: told(title), before, after }, manager);
  }
}
