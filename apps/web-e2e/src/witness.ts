import type { Page, Request } from 'playwright-core';

/** How much of what a page requested and shows is kept; enough to understand a failure. */
const MOST_LINES = 40;
const MOST_TEXT = 2000;

declare global {
  /** Called by the test environment where a test fails. */
  var whatPagesShow: (() => Promise<string>) | undefined;
}

/** What a page asked the API for lately, and what it shows now. */
export class Witness {
  private readonly lines: string[] = [];
  private readonly started = performance.now();
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.on('framenavigated', (frame) => this.note(`opened ${frame.url()}`));
    page.on('request', (request) => this.noteApi(request, 'asked'));
    page.on('response', (response) => this.noteApi(response.request(), `${response.status()}`));
    page.on('requestfailed', (request) => this.noteApi(request, request.failure()?.errorText ?? 'failed'));
  }

  async describe(): Promise<string> {
    if (this.page.isClosed()) return '';
    const shown = await this.page
      .locator('body')
      .innerText({ timeout: 2_000 })
      .catch((error: unknown) => `nothing to be read: ${String(error)}`);
    return [`page ${this.page.url()}`, ...this.lines, 'it shows:', shown.slice(0, MOST_TEXT)].join('\n');
  }

  private noteApi(request: Request, what: string): void {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) this.note(`${what} ${request.method()} ${pathname}`);
  }

  private note(line: string): void {
    this.lines.push(`  ${((performance.now() - this.started) / 1000).toFixed(1)} s: ${line}`);
    if (this.lines.length > MOST_LINES) this.lines.shift();
  }
}
