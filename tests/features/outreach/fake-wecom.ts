import { WecomError } from '../../../src/kernel/errors';
import type {
  AppMessageBody,
  AppMessageReceipt,
  Clock,
  InteractionCard,
  MassSendRequest,
  MassSendResult,
  MassSendResultState,
  Page,
  RemoteMassSend,
} from '../../../src/kernel/ports';

interface Task {
  messageId: string;
  request: MassSendRequest;
  createdAt: number;
  creator: string | null;
  createType: 0 | 1;
  rows: Map<string, { state: MassSendResultState; sentAt: number | null }>;
  cancelled: boolean;
  reminders: number;
}

/** What the next call of a method shall do instead of, or beside, its work. */
export type Trouble = { error: Error; applied?: boolean } | { before: () => Promise<void> };

export const noAnswer = (path = 'x') => new WecomError(-2, path, 'no answer', { kind: 'retry', outcomeUnknown: true });
export const refusal = (errcode: number, kind: 'retry' | 'wait' | 'configuration' | 'permanent', waitMs?: number) =>
  new WecomError(errcode, 'x', `refused ${errcode}`, { kind, waitMs });

/** The other side, as far as outreach knows it: tasks, results, app messages and welcome codes in memory. */
export class FakeWecom {
  readonly tasks = new Map<string, Task>();
  readonly said: { repUserId: string; body: AppMessageBody; json: string }[] = [];
  readonly cards: { code: string; reps: string[]; text: string; replaceText?: string }[] = [];
  readonly welcomed: { code: string; text: string }[] = [];
  readonly calls: string[] = [];
  readonly refusedCustomers = new Set<string>();
  readonly unreachableReps = new Set<string>();
  pageSize = 100;
  private readonly troubles = new Map<string, Trouble[]>();
  private serial = 0;

  constructor(private readonly clock: Clock) {}

  next(method: string, ...troubles: Trouble[]): void {
    this.troubles.set(method, [...(this.troubles.get(method) ?? []), ...troubles]);
  }

  /** No more troubles. */
  calm(): void {
    this.troubles.clear();
  }

  private async around<T>(method: string, work: () => T): Promise<T> {
    this.calls.push(method);
    const trouble = this.troubles.get(method)?.shift();
    if (trouble === undefined) return work();
    if ('before' in trouble) {
      await trouble.before();
      return work();
    }
    if (trouble.applied) work();
    throw trouble.error;
  }

  count(method: string): number {
    return this.calls.filter((call) => call === method).length;
  }

  async sendAppMessage(repUserId: string, body: AppMessageBody): Promise<AppMessageReceipt> {
    return this.around('sendAppMessage', () => {
      const json = JSON.stringify(body);
      const repeated = this.said.some((one) => one.repUserId === repUserId && one.json === json);
      if (this.unreachableReps.has(repUserId)) {
        return { messageId: 'none', unreachable: [repUserId.toLowerCase()] };
      }
      if (!repeated) this.said.push({ repUserId, body, json });
      this.serial += 1;
      return { messageId: `app${this.serial}`, responseCode: `rc${this.serial}`, unreachable: [] };
    });
  }

  async replaceCard(code: string, reps: string[], card: Omit<InteractionCard, 'taskId'> & { replaceText?: string }) {
    return this.around('replaceCard', () => {
      if (this.cards.some((one) => one.code === code)) throw refusal(60140, 'permanent');
      this.cards.push({ code, reps, text: card.text ?? '', replaceText: card.replaceText });
    });
  }

  async sendWelcome(code: string, message: { text: string }): Promise<void> {
    return this.around('sendWelcome', () => {
      if (this.welcomed.some((one) => one.code === code)) throw refusal(41051, 'permanent');
      this.welcomed.push({ code, text: message.text });
    });
  }

  async createMassSend(request: MassSendRequest) {
    return this.around('createMassSend', () => {
      const accepted = request.externalUserIds.filter((id) => !this.refusedCustomers.has(id));
      if (accepted.length === 0) return { messageId: null, refused: request.externalUserIds };
      const messageId = this.addTask({ ...request, externalUserIds: accepted });
      return { messageId, refused: request.externalUserIds.filter((id) => this.refusedCustomers.has(id)) };
    });
  }

  addTask(request: MassSendRequest, more: { creator?: string; createType?: 0 | 1 } = {}): string {
    this.serial += 1;
    const messageId = `msg${this.serial}`;
    this.tasks.set(messageId, {
      messageId,
      request,
      createdAt: Math.floor(this.clock.now() / 1000) * 1000,
      creator: more.creator ?? null,
      createType: more.createType ?? 0,
      rows: new Map(request.externalUserIds.map((id) => [id, { state: 'waiting', sentAt: null }])),
      cancelled: false,
      reminders: 0,
    });
    return messageId;
  }

  /** The rep's tap in 群发助手. */
  tap(messageId: string, states: Record<string, MassSendResultState> = {}): void {
    const task = this.task(messageId);
    if (task.cancelled) return;
    for (const [id, row] of task.rows) {
      if (row.state !== 'waiting') continue;
      row.state = states[id] ?? 'sent';
      row.sentAt = row.state === 'sent' ? this.clock.now() : null;
    }
  }

  /** How often each customer got each text. */
  delivered(): string[] {
    return [...this.tasks.values()].flatMap((task) =>
      [...task.rows].filter(([, row]) => row.state === 'sent').map(([id]) => `${id} ${task.request.text}`),
    );
  }

  task(messageId: string): Task {
    const task = this.tasks.get(messageId);
    if (task === undefined) throw refusal(41047, 'permanent');
    return task;
  }

  private page<T>(items: T[], cursor: string): Page<T> {
    const from = Number(cursor || '0');
    const to = from + this.pageSize;
    return { items: items.slice(from, to), nextCursor: to < items.length ? String(to) : '' };
  }

  async pageMassSends(range: { from: number; to: number }, cursor: string): Promise<Page<RemoteMassSend>> {
    return this.around('pageMassSends', () => {
      const listed = [...this.tasks.values()].filter((one) => one.createdAt >= range.from && one.createdAt <= range.to);
      const rows = listed.map(({ messageId, creator, createdAt, createType, request }) => {
        return { messageId, creator, createdAt, createType, text: request.text, attachmentKinds: [] };
      });
      return this.page(rows, cursor);
    });
  }

  async pageMassSendTasks(messageId: string, cursor: string) {
    return this.around('pageMassSendTasks', () => {
      const { request, rows } = this.task(messageId);
      const sent = [...rows.values()].every((row) => row.state !== 'waiting');
      return this.page([{ repUserId: request.repUserId, sent, sentAt: null }], cursor);
    });
  }

  async pageMassSendResults(messageId: string, _rep: string, cursor: string): Promise<Page<MassSendResult>> {
    return this.around('pageMassSendResults', () =>
      this.page(
        [...this.task(messageId).rows].map(([externalUserId, row]) => ({ externalUserId, ...row })),
        cursor,
      ),
    );
  }

  async remindMassSend(messageId: string): Promise<void> {
    return this.around('remindMassSend', () => {
      this.task(messageId).reminders += 1;
    });
  }

  async cancelMassSend(messageId: string): Promise<void> {
    return this.around('cancelMassSend', () => {
      this.task(messageId).cancelled = true;
    });
  }
}
