import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stack } from '@pacekeeper/testing';
import type { Locator } from 'playwright-core';
import { button, Chromium, field, heading, inspect, type Page } from './browser.ts';
import { firstPassword } from './people.ts';

const PASSWORD = 'twelve-herons-wait-at-the-weir-83';
const UNKNOWN = '0198c0de-0000-7000-8000-00000000dead';
/** From the sign-in page of a fresh installation to the first follow. */
const MOST = { clicks: 5, fields: 7 };

let stack: Stack;
let browser: Chromium;
let page: Page;
const count = { clicks: 0, fields: 0 };

const click = async (what: Locator): Promise<void> => {
  count.clicks += 1;
  await what.click();
};
const fill = async (name: string, text: string): Promise<void> => {
  count.fields += 1;
  await field(page, name).fill(text);
};

/** Waits until the focus is at what has this id, label or name. */
const focusAt = (name: string): Promise<unknown> =>
  page.waitForFunction((wanted) => {
    const part = document.activeElement;
    return [part?.id, part?.getAttribute('aria-label'), part?.getAttribute('name')].includes(wanted);
  }, name);

beforeAll(async () => {
  stack = await Stack.start({ PACE_SPEED: '600' });
  browser = await Chromium.start();
  page = await browser.page();
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

describe('the first run', () => {
  it('leads from the sign-in page to the first follow in a few clicks and fields', async () => {
    const given = firstPassword(stack);
    await page.goto(`${stack.url}/login`);
    await fill('User name or e-mail', 'admin');
    await fill('Password', given);
    await click(button(page, 'Sign in'));
    await page.waitForURL('**/profile/change-password');
    await fill('Current password', given);
    await fill('New password', PASSWORD);
    await fill('New password again', PASSWORD);
    await click(button(page, 'Change password'));
    await click(button(page, 'Connect demo_plain'));
    await fill('Hashtag', 'ceramics');
    await click(button(page, 'Start bot and start job'));
    // The guide makes way with the first follow.
    await heading(page, 'Latest events').waitFor();
    expect(count.clicks).toBeLessThanOrEqual(MOST.clicks);
    expect(count.fields).toBeLessThanOrEqual(MOST.fields);
  });
});

describe('a job', () => {
  it('is watched under its own address, with what it did to whom', async () => {
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('link', { name: '20 follows from #ceramics' }).click();
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
    await focusAt('main');
    await page
      .getByText(/^Followed @/)
      .first()
      .waitFor();
    await inspect(page, 'job');
    await field(page, 'Status').selectOption('success');
    await page.waitForURL(/status=success/);
  });

  it('is composed and started with the keyboard alone', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await focusAt('Search and commands');
    await inspect(page, 'palette');
    await page.keyboard.type('new job');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/jobs/new**');
    await field(page, 'Hashtag').waitFor();
    await inspect(page, 'new-job');
    await field(page, 'Hashtag').focus();
    await page.keyboard.type('two words');
    await page.keyboard.press('Enter');
    await page.getByText(/letters, digits, underscores and emoji/).waitFor();
    await focusAt('hashtag');
    // What was typed outlives a reload.
    await page.reload();
    expect(await field(page, 'Hashtag').inputValue()).toBe('two words');
    await field(page, 'Hashtag').fill('#trailnotes');
    // More than a day allows: it is open until the end of the test.
    await field(page, 'Amount').fill('100');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
    await heading(page, '100 follows from #trailnotes').waitFor();
    await focusAt('main');
    await button(page, 'Pause job').click();
    await button(page, 'Resume job').click();
    await button(page, 'Pause job').waitFor();
  });

  it('is listed with its state, and filtered in the address', async () => {
    await page.goto(`${stack.url}/jobs`);
    await page.getByRole('link', { name: '100 follows from #trailnotes' }).waitFor();
    await inspect(page, 'jobs');
    await field(page, 'State').selectOption('cancelled');
    await page.waitForURL('**/jobs?state=cancelled');
    await page.getByText('No job matches these filters').waitFor();
  });
});

describe('what is not there', () => {
  it.each(['/jobs/nonsense', `/jobs/${UNKNOWN}`, `/automation/${UNKNOWN}`, '/no-such-screen'])(
    'is not found at %s',
    async (address) => {
      await page.goto(`${stack.url}${address}`);
      await heading(page, 'Page not found').waitFor();
    },
  );
});

describe('the frame', () => {
  it('has the accounts, the person and what can be stopped behind buttons that the keyboard opens', async () => {
    await page.goto(`${stack.url}/accounts`);
    await page.getByRole('rowheader', { name: '@demo_plain' }).waitFor();
    await inspect(page, 'accounts');
    const menu = page.getByRole('button', { name: /^Your menu/ });
    await menu.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('link', { name: 'Profile' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await menu.evaluate((part) => part === document.activeElement)).toBe(true);
    await button(page, 'What else to stop').click();
    await page.getByText('Stop all bots of everybody').waitFor();
    await page.keyboard.press('Escape');
  });

  it('stops the bot at one press, also where the first request gets no answer', async () => {
    let asked = 0;
    await page.route('**/api/bot/stop', async (route) => {
      asked += 1;
      // The first one hangs, as at a server that is slow.
      if (asked > 1) await route.continue();
    });
    await button(page, 'Stop').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Stopping…').waitFor();
    await button(page, 'Stopped').waitFor();
    expect(asked).toBeGreaterThan(1);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.goto(`${stack.url}/automation`);
    await page.waitForURL(/\/automation\/[0-9a-f-]{36}$/);
    await button(page, 'Start bot').waitFor();
    await inspect(page, 'automation-stopped');
  });

  it('says what needs the person, with the one button that does it', async () => {
    await page.goto(`${stack.url}/dashboard`);
    await page.getByText('@demo_plain: The bot is stopped, and jobs wait').waitFor();
    await inspect(page, 'dashboard-needs-you');
    await button(page, 'Start bot').click();
    await heading(page, 'Needs you').waitFor({ state: 'detached' });
  });

  it('keeps what it shows while there is no connection, and says so', async () => {
    await page.context().setOffline(true);
    await page.getByText(/^No connection\./).waitFor();
    await page.getByRole('link', { name: '@demo_plain', exact: true }).waitFor();
    await inspect(page, 'dashboard-offline');
    await page.context().setOffline(false);
    await page.getByText(/^No connection\./).waitFor({ state: 'detached' });
  });
});

it('nothing went wrong on any page', () => expect(browser.problems).toEqual([]));
