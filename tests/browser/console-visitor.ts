import type { Page } from 'playwright-core';

export const adminPassword = 'administrator1';

/** Somebody at the console, with the mouse and the keyboard. */
export class ConsoleVisitor {
  constructor(
    readonly page: Page,
    private readonly url: string,
    /** What went wrong in the page so far. */
    readonly faults: readonly string[],
  ) {}

  async signIn(login = 'admin', password = adminPassword): Promise<void> {
    await this.page.goto(`${this.url}/console`);
    await this.page.getByTestId('login').fill(login);
    await this.page.getByTestId('password').fill(password);
    await this.page.getByTestId('sign-in').click();
    await this.page.getByTestId('who').waitFor();
  }

  /** By the menu. @param title as it stands there, e.g. 客户 */
  async opens(title: string): Promise<void> {
    await this.page.getByRole('menuitem', { name: title }).click();
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  /** By address, below `/console`. */
  async goesTo(path: string): Promise<void> {
    await this.page.goto(`${this.url}/console/${path}`);
    await this.page.getByTestId('who').waitFor();
  }

  /** A second tab of the same browser. @param path below `/console` */
  async opensTab(path: string): Promise<Page> {
    const tab = await this.page.context().newPage();
    await tab.goto(`${this.url}/console/${path}`);
    return tab;
  }

  /**
   * Closes the browser, in which nothing went wrong.
   *
   * @param refusals answers of the server that were looked for; the browser itself writes them down
   */
  async leaves(...refusals: number[]): Promise<void> {
    const isWanted = (fault: string) => refusals.some((status) => fault.includes(`status of ${status}`));
    expect(this.faults.filter((fault) => !isWanted(fault))).toEqual([]);
    await this.page.context().close();
  }
}
