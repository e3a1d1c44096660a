import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { parse } from 'yaml';
import { RepMessages } from '../../../src/features/outreach/app-messages';
import { RepDigests } from '../../../src/features/outreach/digest';
import { MassSender } from '../../../src/features/outreach/mass-sends';
import type { NotAllowed } from '../../../src/features/outreach/needs';
import { RepActs } from '../../../src/features/outreach/rep-acts';
import { SendCheck } from '../../../src/features/outreach/send-check';
import { TaskLinks } from '../../../src/features/outreach/task-link';
import { TodayList } from '../../../src/features/outreach/today-list';
import { TouchCards } from '../../../src/features/outreach/touch-card';
import { TouchLedger } from '../../../src/features/outreach/touch-ledger';
import { civilDay, instantAt } from '../../../src/kernel/calendar';
import { careSettingsSchema } from '../../../src/kernel/care-settings';
import { newId } from '../../../src/kernel/ids';
import type { JobRequest } from '../../../src/kernel/ports';
import { Customer } from '../../../src/model/customer';
import { MassSend } from '../../../src/model/mass-send';
import { Rep } from '../../../src/model/rep';
import { Touch } from '../../../src/model/touch';
import { AesVault } from '../../../src/outbound/vault';
import { openFreshDatabase } from '../../support/databases';
import { FakeWecom } from './fake-wecom';

export const zone = 'Asia/Shanghai';
export const minute = 60_000;
export const hour = 60 * minute;
export const today = '2027-03-10';

export class HandClock {
  constructor(private at: number) {}
  now(): number {
    return this.at;
  }
  to(time: string, day?: string): void {
    this.at = instantAt(day ?? civilDay(this.at, zone), time, zone);
  }
  pass(ms: number): void {
    this.at += ms;
  }
}

export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const settings = careSettingsSchema.parse(parse(readFileSync('config/care.yaml', 'utf8')));

/** Everything of outreach on a fresh SQLite, with a hand-made WeCom and a clock that stands still until moved. */
export async function outreachWorld(time = '10:00') {
  const dataSource = await openFreshDatabase();
  const clock = new HandClock(instantAt(today, time, zone));
  const wecom = new FakeWecom(clock);
  const rings: JobRequest[] = [];
  const verdicts: { send?: NotAllowed; move?: NotAllowed } = {};
  const check = {
    mayBeSent: async () => verdicts.send ?? ({ ok: true } as const),
    mayMoveTo: async (_touch: Touch, day: string) =>
      verdicts.move ??
      ({ ok: true, notBefore: instantAt(day, '09:00', zone), notAfter: instantAt(day, '21:30', zone) } as const),
  };
  const news: object[] = [];
  const contacts = {
    repGone: async (_manager: unknown, repGone: string, at: number) => void news.push({ repGone, at }),
    notFriends: async (_manager: unknown, of: string, notFriends: readonly string[], at: number) => {
      if (notFriends.length > 0) news.push({ notFriends, of, at });
    },
  };
  const errors: unknown[] = [];
  const logger = { ...silent, error: (fields: object) => errors.push(fields) };
  const vault = new AesVault(randomBytes(32));
  const ring = (job: JobRequest) => void rings.push(job);
  const attachments = { of: async () => [], prepare: async () => [] };
  const base = { dataSource, wecom, clock, zone, settings, check, contacts, attachments, logger, ring, vault };
  const makeSender = () => new MassSender(base);
  const massSender = makeSender();
  const ledger = new TouchLedger(base);
  const messages = new RepMessages(base);
  const links = new TaskLinks({ clock, zone, linkKey: randomBytes(32), publicUrl: 'https://care.example.test/' });
  const list = new TodayList(base);
  const checkRepText = (_play: string, text: string) =>
    text.includes('¥') ? [{ path: 'text', message: '祝福里不能有价格' }] : [];
  const sendCheck = new SendCheck({ ...base, checkRepText });
  const acts = new RepActs({ ...base, sendCheck, massSender, ledger });
  const cards = new TouchCards({ ...base, acts, today: list, links, messages, ledger });
  const digests = new RepDigests({ ...base, messages, today: list, links, ledger });
  return {
    ...base,
    rings,
    news,
    verdicts,
    errors,
    massSender,
    makeSender,
    ledger,
    messages,
    links,
    list,
    acts,
    cards,
    digests,
    people: (...reps: string[]) => people(dataSource, reps),
    touch: (set: Partial<Touch> = {}) => makeTouch(dataSource, clock, set),
    touchNow: (touch: Touch) => dataSource.manager.findOneByOrFail(Touch, { id: touch.id }),
    massSends: () => dataSource.manager.find(MassSend, { order: { intendedAt: 'ASC', id: 'ASC' } }),
    /** Ticks of the sweeps, minute by minute. */
    minutes: async (count: number, sender = massSender) => {
      for (let passed = 0; passed < count; passed += 1) {
        clock.pass(minute);
        await sender.lookUpUnknown();
        await sender.withdraw();
        await sender.createDue();
        await sender.poll();
      }
    },
    close: () => dataSource.destroy(),
  };
}
export type OutreachWorld = Awaited<ReturnType<typeof outreachWorld>>;

async function people(dataSource: DataSource, reps: string[]): Promise<void> {
  for (const repUserId of reps) {
    await dataSource.manager.insert(Rep, { repUserId, name: `导购${repUserId}`, departmentIds: [1], syncedAt: 0 });
  }
}

let serial = 0;

async function makeTouch(dataSource: DataSource, clock: HandClock, set: Partial<Touch>): Promise<Touch> {
  serial += 1;
  const now = clock.now();
  const day = set.dueOn ?? civilDay(now, zone);
  const touch = dataSource.manager.create(Touch, {
    id: newId(now),
    externalUserId: `wm${String(serial).padStart(6, '0')}`,
    play: 'usage-tip',
    occasion: `tip:${serial}`,
    occasionKey: `tip:${serial}`,
    commercial: false,
    exempt: false,
    priority: 3,
    topic: '',
    repUserId: 'lin',
    path: 'mass-send',
    dueOn: day,
    notBefore: instantAt(day, '09:00', zone),
    notAfter: instantAt(day, '21:30', zone),
    state: 'planned',
    why: '净水器签收第 3 天',
    reason: '',
    template: 'usage-tip/a@1',
    text: '用得顺手吗？',
    details: {},
    massSendId: null,
    offeredAt: null,
    sentAt: null,
    createdAt: now,
    updatedAt: now,
    ...set,
  });
  await dataSource.manager.insert(Touch, { ...touch } as object);
  const { externalUserId } = touch;
  const known = await dataSource.manager.existsBy(Customer, { externalUserId });
  if (!known) {
    await dataSource.manager.insert(Customer, {
      externalUserId,
      name: `客户${externalUserId}`,
      interests: [],
      createdAt: now,
      updatedAt: now,
    });
  }
  return touch;
}
