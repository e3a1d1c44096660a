import { type DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { civilDay, instantAt } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay, Clock, Instant } from '../../kernel/ports';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { MassSend, type MassSendState } from '../../model/mass-send';
import { Touch, type TouchPath, type TouchState } from '../../model/touch';
import { answers, unnamedCustomer } from './texts';

export interface TodayItem {
  touch: Touch;
  /** The rep's own remark, else the customer's name. */
  customerName: string;
  playName: string;
  why: string;
  text: string;
  state: TouchState;
  path: TouchPath;
  /** Of the mass-send that carries it; null: none yet. */
  task: MassSendState | null;
}

export interface Today {
  day: CivilDay;
  items: TodayItem[];
  counts: { open: number; sent: number; skipped: number; failed: number };
}

const openStates: readonly TouchState[] = ['planned', 'offered', 'unknown'];
const doneStates: readonly TouchState[] = ['sent', 'skipped', 'failed'];
const chunkSize = 500;
const mostShown = 500;

/** What a rep has to do today, as the page, the digest and the bot show it: open ones first, by priority. */
export class TodayList {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock; zone: string }) {}

  async todayFor(repUserId: string): Promise<Today> {
    const now = this.options.clock.now();
    const day = civilDay(now, this.options.zone);
    const open = await this.openOf(repUserId, day, now).getMany();
    const done = await this.done(repUserId, instantAt(day, '00:00', this.options.zone));
    const items = await this.describe(repUserId, [...open, ...done]);
    const count = (state: TouchState) => done.filter((touch) => touch.state === state).length;
    const counts = { open: open.length, sent: count('sent'), skipped: count('skipped'), failed: count('failed') };
    return { day, items, counts };
  }

  /** Of one customer alone: what waits for this rep's tap today. */
  async waitingFor(repUserId: string, externalUserId: string): Promise<TodayItem[]> {
    const now = this.options.clock.now();
    const open = this.openOf(repUserId, civilDay(now, this.options.zone), now);
    return this.describe(repUserId, await open.andWhere({ externalUserId }).getMany());
  }

  /** One touch of this rep, or CareError not_found. */
  async itemFor(repUserId: string, touchId: string): Promise<TodayItem> {
    const touch = await this.options.dataSource.manager.findOneBy(Touch, { id: touchId, repUserId });
    const [item] = touch === null ? [] : await this.describe(repUserId, [touch]);
    if (item === undefined) throw new CareError('not_found', answers.notYours, { status: 404 });
    return item;
  }

  private openOf(repUserId: string, day: CivilDay, now: Instant): SelectQueryBuilder<Touch> {
    return this.options.dataSource
      .createQueryBuilder(Touch, 'touch')
      .where({ repUserId, state: In([...openStates]) })
      .andWhere("touch.dueOn <= :day and touch.notAfter > :now and touch.path <> 'welcome'", { day, now })
      .orderBy({ 'touch.priority': 'ASC', 'touch.dueOn': 'ASC', 'touch.id': 'ASC' })
      .limit(mostShown);
  }

  private done(repUserId: string, since: Instant): Promise<Touch[]> {
    return this.options.dataSource
      .createQueryBuilder(Touch, 'touch')
      .where({ repUserId, state: In([...doneStates]) })
      .andWhere("touch.updatedAt >= :since and touch.path <> 'welcome'", { since })
      .orderBy({ 'touch.updatedAt': 'DESC', 'touch.id': 'ASC' })
      .limit(mostShown)
      .getMany();
  }

  private async describe(repUserId: string, touches: Touch[]): Promise<TodayItem[]> {
    const names = await this.names(
      repUserId,
      touches.map((touch) => touch.externalUserId),
    );
    const tasks = await this.tasks(touches.flatMap((touch) => touch.massSendId ?? []));
    return touches.map((touch) => ({
      touch,
      customerName: names.get(touch.externalUserId) || unnamedCustomer,
      playName: playTitle(touch.play),
      why: touch.why,
      text: touch.text,
      state: touch.state,
      path: touch.path,
      task: tasks.get(touch.massSendId ?? '') ?? null,
    }));
  }

  /** How this rep calls these customers. */
  async names(repUserId: string, externalUserIds: string[]): Promise<Map<string, string>> {
    const { manager } = this.options.dataSource;
    const names = new Map<string, string>();
    for (const ids of chunks(externalUserIds)) {
      const customers = await manager.find(Customer, {
        select: { externalUserId: true, name: true },
        where: { externalUserId: In(ids) },
      });
      const relations = await manager.find(FollowRelation, {
        select: { repUserId: true, externalUserId: true, remark: true },
        where: { repUserId, externalUserId: In(ids) },
      });
      for (const { externalUserId, name } of customers) names.set(externalUserId, name);
      for (const { externalUserId, remark } of relations) if (remark !== '') names.set(externalUserId, remark);
    }
    return names;
  }

  private async tasks(massSendIds: string[]): Promise<Map<string, MassSendState>> {
    const tasks = new Map<string, MassSendState>();
    for (const ids of chunks([...new Set(massSendIds)])) {
      const rows = await this.options.dataSource.manager.find(MassSend, {
        select: { id: true, state: true },
        where: { id: In(ids) },
      });
      for (const { id, state } of rows) tasks.set(id, state);
    }
    return tasks;
  }
}

function chunks(ids: string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < ids.length; start += chunkSize) parts.push(ids.slice(start, start + chunkSize));
  return parts;
}
