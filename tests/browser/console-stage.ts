import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { Role } from '../../src/contract/console/permissions';
import { consoleBase, csrfHeader } from '../../src/contract/console/endpoint';
import { adminPassword, ConsoleVisitor } from './console-visitor';
import { openBrowser, openPage, TestServer } from './support';

const memberPassword = 'a long enough password';
const startsWithinMs = 240_000;
const testWithinMs = 120_000;

/** A server with sample data and a browser beside it, from before a file's first test until after its last. */
export class ConsoleStage {
  server!: TestServer;
  private browser!: Browser;

  /** @param walkTo the server's clock walks on to this instant before the first test */
  constructor(environment: Record<string, string> = {}, walkTo?: string) {
    jest.setTimeout(testWithinMs);
    beforeAll(async () => {
      this.server = await TestServer.start({ ADMIN_PASSWORD: adminPassword, ...environment });
      if (walkTo) await this.server.movesClockTo(walkTo);
      this.browser = await openBrowser();
    }, startsWithinMs);
    afterAll(async () => {
      await this.browser.close();
      await this.server.remove();
    });
  }

  /** Somebody with a browser of their own, who is not signed in. */
  async stranger(options: BrowserContextOptions = {}): Promise<ConsoleVisitor> {
    const { page, faults } = await openPage(this.browser, options);
    return new ConsoleVisitor(page, this.server.url, faults);
  }

  /** The first admin, signed in. @param width of the window */
  async admin(width = 1280, height = 900): Promise<ConsoleVisitor> {
    const visitor = await this.stranger({ viewport: { width, height }, hasTouch: width < 500 });
    await visitor.signIn();
    return visitor;
  }

  /** A further member, added as the page of members does it, and signed in. */
  async member(role: Role, name: string, width = 1440, height = 900): Promise<ConsoleVisitor> {
    const { page } = await this.admin();
    const api = `${this.server.url}${consoleBase}`;
    const { csrfToken } = await (await page.request.get(`${api}/session`)).json();
    const login = `${role}-member`;
    const answer = await page.request.post(`${api}/members`, {
      headers: { [csrfHeader]: csrfToken },
      data: { login, name, role, maySend: false, repUserId: null, departmentIds: [], password: memberPassword },
    });
    expect(answer.status()).toBe(200);
    await page.context().close();
    const visitor = await this.stranger({ viewport: { width, height } });
    await visitor.signIn(login, memberPassword);
    return visitor;
  }
}
