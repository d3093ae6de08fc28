import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { Witness } from './witness.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const;
export type Size = keyof typeof SIZES;
export type Theme = 'light' | 'dark';

/** Folder for pictures, if any are wanted: SCREENSHOTS=folder. */
const PICTURES = process.env['SCREENSHOTS'];

declare global {
  /** One browser for all spec files of the process; the global teardown closes it. */
  var pacekeeperBrowser: Promise<Browser> | undefined;
}

const launch = (): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set: npm test finds a browser and sets it');
  return chromium.launch({ executablePath, args: FLAGS });
};

/** Pages of one spec file, and everything that went wrong on them. */
export class Chromium {
  private readonly browser: Browser;
  readonly problems: string[] = [];
  private readonly witnesses: Witness[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(browser: Browser) {
    this.browser = browser;
    globalThis.whatPagesShow = async () =>
      (await Promise.all(this.witnesses.map((witness) => witness.describe()))).filter(Boolean).join('\n\n');
  }

  static async start(): Promise<Chromium> {
    return new Chromium(await (globalThis.pacekeeperBrowser ??= launch()));
  }

  /** A page of its own, as of another person. */
  async page(size: Size = 'wide', theme: Theme = 'light'): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: SIZES[size],
      colorScheme: theme,
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Berlin',
    });
    this.contexts.push(context);
    return this.watch(await context.newPage());
  }

  /** Another tab beside a page, of the same person. */
  async tab(beside: Page): Promise<Page> {
    return this.watch(await beside.context().newPage());
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
  }

  private watch(page: Page): Page {
    this.witnesses.push(new Witness(page));
    page.on('pageerror', (error) => this.problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) {
        this.problems.push(`${page.url()}: ${message.text()}`);
      }
    });
    return page;
  }
}

/** The browser notes every answer of 4xx; those are part of the tests. */
const EXPECTED = /Failed to load resource: the server responded with a status of 4\d\d/;

interface AxeFound {
  readonly id: string;
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary?: string }>;
}
/** As axe's script leaves it on a page. */
interface WithAxe {
  readonly axe: {
    run(on: Document, options: object): Promise<{ readonly violations: readonly AxeFound[] }>;
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on a screen by all of its rules; it should find nothing. It runs on the page itself, loaded once a
 * document: AxeBuilder loads its script and opens a page of its own each time, which costs ten times as much.
 */
export const violations = async (page: Page): Promise<string[]> => {
  // Nothing that this would not look into.
  expect(page.frames()).toHaveLength(1);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as WithAxe;
    return (await axe.run(document, { resultTypes: ['violations'] })).violations;
  });
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} (${failureSummary ?? ''})`).join(' | ')}`,
  );
};

/** True where nothing is wider than the screen. */
export const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

export const picture = async (page: Page, name: string): Promise<void> => {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
};

/**
 * Both sizes and both themes, the page left wide and light. A run takes two looks, which cover each of them once; with
 * SCREENSHOTS it takes all four.
 */
const LOOKS: ReadonlyArray<readonly [Size, Theme]> = PICTURES
  ? [
      ['phone', 'dark'],
      ['phone', 'light'],
      ['wide', 'dark'],
      ['wide', 'light'],
    ]
  : [
      ['phone', 'dark'],
      ['wide', 'light'],
    ];

/** The same screen in one look after the other. */
export const everyLook = async (page: Page, look: (name: string) => Promise<void>): Promise<void> => {
  for (const [size, theme] of LOOKS) {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForFunction((wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted, theme);
    // And painted: two frames later nothing of the other look is left.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await look(`${size}-${theme}`);
  }
};

/** Every screen that is passed is looked at in both themes and both sizes. */
export const inspect = async (on: Page, screen: string): Promise<void> => {
  await everyLook(on, async (look) => {
    expect([screen, look, 'fits', await fits(on)]).toEqual([screen, look, 'fits', true]);
    expect([screen, look, await violations(on)]).toEqual([screen, look, []]);
    await picture(on, `${screen}-${look}`);
  });
};

export const button = (on: Page, name: string) => on.getByRole('button', { name, exact: true });
export const field = (on: Page, name: string) => on.getByLabel(name, { exact: true });
export const heading = (on: Page, name: string) => on.getByRole('heading', { name });

export type { BrowserContext, Page };
