import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import type { CareSettings } from '../../kernel/care-settings';
import { civilDay } from '../../kernel/calendar';
import { CareError, isUniqueViolation, WecomError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock, Instant, WecomPlatform } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { Customer } from '../../model/customer';
import { ErasedCustomer } from '../../model/erased-customer';
import { Rep } from '../../model/rep';
import { TimelineEvent } from '../../model/timeline-event';
import { Touch } from '../../model/touch';
import type { TemplateShelf } from '../templates/template-shelf';
import type { RepMessages } from './app-messages';
import type { OutreachLogger } from './needs';
import { normaliseText, shortenToBytes } from './rep-text';
import { timeline, unnamedCustomer, welcomeTexts, whys } from './texts';
import type { Apply } from './touch-card';

export interface WelcomeCodeReceived {
  repUserId: string;
  externalUserId: string;
  /** Absent or empty: WeCom gives no chance to greet. */
  welcomeCode?: string;
  receivedAt: Instant;
  customerName?: string;
}

/** WeCom takes a code for 20 s after its event; a try begun later than this would end too late. */
const lastTryMs = 18_000;
const codeLifeMs = 20_000;
const betweenTriesMs = 400;
const mostTries = 30;
/** How long the words to send by hand are still worth saying. */
const rescueMs = 12 * 3_600_000;

/** WeCom cuts a text message beyond this. */
const mostTextBytes = 2048;

const codeIsOver = [41050, 41049];
const chatHasBegun = 41051;

type Ending =
  | { kind: 'sent' }
  | { kind: 'wordless' }
  | { kind: 'started' }
  | { kind: 'late'; unsure: boolean }
  | { kind: 'refused'; errcode: number };

/** The greeting within seconds of adding a rep. A code works once, so trying again is safe while it lives. */
export class Welcomer {
  private readonly sleep: (ms: number) => Promise<void>;

  constructor(
    private readonly options: {
      dataSource: DataSource;
      wecom: Pick<WecomPlatform, 'sendWelcome'>;
      clock: Clock;
      zone: string;
      settings: CareSettings;
      templates: Pick<TemplateShelf, 'choose' | 'freshen'>;
      messages: RepMessages;
      logger: OutreachLogger;
      sleep?: (ms: number) => Promise<void>;
    },
  ) {
    this.sleep = options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  }

  async onWelcomeCode(received: WelcomeCodeReceived): Promise<Apply> {
    const code = received.welcomeCode ?? '';
    if (code === '') return nothing;
    const { externalUserId } = received;
    // Who had their data erased is not written about again.
    if (await this.options.dataSource.manager.existsBy(ErasedCustomer, { externalUserId })) return nothing;
    const { touch, isNew } = await this.intend(received, code);
    if (touch.state !== 'planned') return nothing;
    const ending: Ending =
      touch.text === '' ? { kind: 'wordless' } : await this.greet(touch, code, received.receivedAt, !isNew);
    const customer = received.customerName || (await this.nameOf(received.externalUserId)) || unnamedCustomer;
    return (manager) => this.conclude(manager, touch, ending, customer);
  }

  /** Committed before the call; a second run finds it, and knows that the first may have called. */
  private async intend(received: WelcomeCodeReceived, code: string): Promise<{ touch: Touch; isNew: boolean }> {
    const touch = await this.compose(received, code);
    const { manager } = this.options.dataSource;
    try {
      // TypeORM's partial type cannot say that `details` is plain JSON.
      await manager.insert(Touch, { ...touch } as QueryDeepPartialEntity<Touch>);
      return { touch, isNew: true };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    const { externalUserId, occasionKey } = touch;
    return {
      touch: await manager.findOneByOrFail(Touch, { externalUserId, occasionKey: occasionKey ?? '' }),
      isNew: false,
    };
  }

  private async compose(received: WelcomeCodeReceived, code: string): Promise<Touch> {
    const { dataSource, clock, zone, settings, templates } = this.options;
    const { repUserId, externalUserId, receivedAt } = received;
    const occasion = `welcome:${repUserId}:${createHash('sha256').update(code).digest('hex').slice(0, 16)}`;
    const rep = await dataSource.manager.findOneBy(Rep, { repUserId });
    const name = received.customerName || (await this.nameOf(externalUserId));
    await templates.freshen();
    const chosen = templates.choose({
      play: 'welcome',
      scope: {
        customer: { name },
        rep: { name: rep?.name },
        shop: { name: settings.shop.name, promise: settings.shop.servicePromise },
      },
      match: { channel: 'welcome' },
      customerKey: externalUserId,
      occasion,
    });
    const now = clock.now();
    return dataSource.manager.create(Touch, {
      id: newId(now),
      externalUserId,
      play: 'welcome',
      occasion,
      occasionKey: occasion,
      commercial: false,
      exempt: true,
      priority: 1,
      topic: '',
      repUserId,
      path: 'welcome',
      dueOn: civilDay(receivedAt, zone),
      notBefore: receivedAt,
      notAfter: receivedAt + codeLifeMs,
      state: 'planned',
      why: chosen.kind === 'text' ? whys.welcome : chosen.why,
      reason: '',
      template: chosen.kind === 'text' ? chosen.template : '',
      text: chosen.kind === 'text' ? normaliseText(chosen.text) : '',
      details: {},
      massSendId: null,
      offeredAt: null,
      sentAt: null,
      createdAt: now,
      updatedAt: now,
    });
  }

  private async greet(touch: Touch, code: string, receivedAt: Instant, mayHaveCalled: boolean): Promise<Ending> {
    let unsure = mayHaveCalled;
    for (let tries = 1; tries <= mostTries && this.options.clock.now() - receivedAt <= lastTryMs; tries += 1) {
      if (tries > 1) await this.sleep(betweenTriesMs);
      try {
        await this.options.wecom.sendWelcome(code, { text: touch.text });
        return { kind: 'sent' };
      } catch (error) {
        if (error instanceof CareError) return { kind: 'refused', errcode: 0 };
        if (!(error instanceof WecomError)) throw error;
        if (error.errcode === chatHasBegun) return unsure ? { kind: 'sent' } : { kind: 'started' };
        if (codeIsOver.includes(error.errcode)) return { kind: 'late', unsure };
        unsure ||= error.outcomeUnknown || error.errcode === -1;
        if (!error.retryable && !error.outcomeUnknown) return { kind: 'refused', errcode: error.errcode };
      }
    }
    return { kind: 'late', unsure };
  }

  private async conclude(manager: EntityManager, touch: Touch, ending: Ending, customer: string): Promise<void> {
    const at = this.options.clock.now();
    if (ending.kind === 'sent') {
      await this.close(manager, touch, { state: 'sent', sentAt: at });
      const { externalUserId, play } = touch;
      await manager.insert(
        TimelineEvent,
        timelineRow({ externalUserId, at, kind: 'touch.sent', summary: timeline.sent(play), details: {} }) as object,
      );
    } else if (ending.kind === 'wordless') {
      await this.close(manager, touch, { state: 'failed', reason: 'no_template' });
      await this.askRep(manager, touch, welcomeTexts.wordless(customer));
    } else if (ending.kind === 'started') {
      await this.close(manager, touch, { state: 'skipped', reason: 'already_started', why: whys.welcomeStarted });
    } else if (ending.kind === 'refused') {
      const why = whys.welcomeRefused(ending.errcode);
      await this.close(manager, touch, { state: 'failed', reason: `wecom_${ending.errcode}`, why });
      await this.askRep(manager, touch, welcomeTexts.refused(customer, touch.text));
    } else {
      const why = ending.unsure ? whys.welcomeUnsure : whys.welcomeLate;
      await this.close(manager, touch, {
        state: 'expired',
        reason: ending.unsure ? 'welcome_unsure' : 'welcome_late',
        why,
      });
      const words = ending.unsure ? welcomeTexts.unsure : welcomeTexts.late;
      await this.askRep(manager, touch, words(customer, touch.text));
    }
  }

  private async close(manager: EntityManager, touch: Touch, set: Partial<Touch>): Promise<void> {
    const updatedAt = this.options.clock.now();
    await manager
      .createQueryBuilder()
      .update(Touch)
      .set({
        state: set.state,
        reason: set.reason ?? '',
        why: set.why ?? touch.why,
        sentAt: set.sentAt ?? null,
        updatedAt,
      })
      .where({ id: touch.id, state: 'planned' })
      .execute();
  }

  /** At once, with the text to send by hand. */
  private async askRep(manager: EntityManager, touch: Touch, words: string): Promise<void> {
    if (touch.repUserId === null) return;
    await this.options.messages.say(manager, {
      id: `welcome-${touch.id}`,
      repUserId: touch.repUserId,
      body: { kind: 'text', text: shortenToBytes(words, mostTextBytes) },
      notAfter: this.options.clock.now() + rescueMs,
    });
  }

  private async nameOf(externalUserId: string): Promise<string> {
    const customer = await this.options.dataSource.manager.findOneBy(Customer, { externalUserId });
    return customer?.name ?? '';
  }
}

const nothing: Apply = async () => undefined;
