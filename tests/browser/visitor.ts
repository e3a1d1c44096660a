import type { Locator, Page } from 'playwright-core';

/** 173 days and more, on a busy machine. */
const longestWalkMs = 150_000;

/** Somebody at the sandbox page: what they see and do there, with the mouse and the keyboard. */
export class Visitor {
  constructor(readonly page: Page) {}

  async open(url: string): Promise<void> {
    await this.page.goto(`${url}/sandbox`);
    await this.page.getByTestId('clock-now').waitFor();
  }

  async addsRep(customer: string): Promise<void> {
    await this.page.getByTestId('add-rep').click();
    await this.page.getByTestId('add-rep-name').fill(customer);
    await this.page.getByTestId('add-rep-submit').click();
  }

  async picksCustomer(name: string): Promise<void> {
    await this.page.getByTestId('customer-select').click();
    await this.page.keyboard.type(name);
    await this.page.keyboard.press('Enter');
  }

  async buys(product: string): Promise<void> {
    const shown = this.page.getByTestId('order-product');
    if (!(await shown.innerText()).includes(product)) {
      await shown.click();
      await this.page.locator('.ant-select-item-option', { hasText: product }).first().click();
    }
    await this.page.getByTestId('order-submit').click();
    await this.page.getByText(`买了 ${product}`).waitFor();
  }

  /** @param move `data-move` of one of the clock's buttons */
  movesClock(move: string): Promise<void> {
    return this.walks(() => this.page.locator(`[data-testid="clock-move"][data-move="${move}"]`).click());
  }

  movesClockToDay(day: string): Promise<void> {
    return this.walks(async () => {
      const picker = this.page.getByTestId('clock-day');
      await picker.fill(day);
      await picker.press('Enter');
    });
  }

  /** The day and time that the clock shows. */
  async now(): Promise<string> {
    const iso = (await this.page.getByTestId('clock-now').getAttribute('datetime')) ?? '';
    return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  }

  /** The rep writes to the app. @returns its answer */
  async tellsApp(words: string): Promise<string> {
    await this.tab('app');
    const answers = this.page.getByTestId('app-message');
    const before = await answers.count();
    await this.page.getByTestId('bot-input').fill(words);
    await this.page.getByTestId('bot-send').click();
    const answer = answers.nth(before);
    await answer.waitFor();
    return answer.innerText();
  }

  /** The newest message of the app with these words. */
  appMessage(words: string): Locator {
    return this.page.getByTestId('app-message').filter({ hasText: words }).last();
  }

  /** Follows the newest digest's link. */
  async opensList(): Promise<Page> {
    await this.tab('app');
    const opened = this.page.context().waitForEvent('page');
    await this.page.getByRole('link', { name: '打开今日任务' }).last().click();
    const list = await opened;
    await list.getByRole('heading', { name: '今日任务' }).waitFor();
    return list;
  }

  /** From the list: 发送, and the list says where to go on. */
  async sendsFromList(customer: string, play: string): Promise<void> {
    const list = await this.opensList();
    const task = list.getByRole('article').filter({ hasText: customer }).filter({ hasText: play });
    await task.getByRole('button', { name: '发送', exact: true }).click();
    await task.getByText('群发助手').first().waitFor();
    await list.close();
  }

  /** From a card: the customer's name, 发送. @returns what the card says about why */
  async sendsFromCard(customer: string): Promise<string> {
    const cards = this.page.getByTestId('template-card');
    await this.tab('app');
    const before = await cards.count();
    await this.page.getByTestId('bot-input').fill(customer);
    await this.page.getByTestId('bot-send').click();
    const card = cards.nth(before);
    await card.getByRole('button', { name: '发送', exact: true }).click();
    await card.locator('[data-greyed="true"]').waitFor();
    return card.innerText();
  }

  /** 群发助手: the rep sends what waits there for this customer, with these words. @returns its text */
  async confirmsMassSend(customer: string, words: string): Promise<string> {
    await this.tab('mass');
    const waiting = this.page.locator('[data-testid="mass-send-task"][data-status="waiting"]');
    const task = waiting.filter({ hasText: customer }).filter({ hasText: words }).first();
    const text = await task.locator('.mass-text').innerText();
    const left = (await waiting.count()) - 1;
    await task.getByTestId('mass-send-confirm').click();
    await this.page.waitForFunction(
      (count) => document.querySelectorAll('[data-testid="mass-send-task"][data-status="waiting"]').length === count,
      left,
    );
    await this.tab('app');
    return text;
  }

  phoneMessage(words: string): Locator {
    return this.page.getByTestId('phone-message').filter({ hasText: words });
  }

  touch(play: string, state: string): Locator {
    return this.page.locator(`[data-testid="touch-row"][data-play="${play}"][data-state="${state}"]`).first();
  }

  private async tab(name: 'app' | 'mass'): Promise<void> {
    await this.page.getByTestId(`wecom-tab-${name}`).click();
  }

  private async walks(start: () => Promise<void>): Promise<void> {
    const arrival = this.page.waitForResponse((response) => response.url().endsWith('/sandbox/api/clock'), {
      timeout: longestWalkMs,
    });
    await start();
    await arrival;
    await this.page.getByTestId('clock-moving').waitFor({ state: 'detached' });
  }
}
