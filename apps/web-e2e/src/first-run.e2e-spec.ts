import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, Stack } from '@pacekeeper/testing';
import { button, Chromium, field, heading, inspect, type Page } from './browser.ts';
import { choosePassword, firstPassword, shownPassword, signIn, signOut } from './people.ts';

const ADMIN_PASSWORD = 'twelve-herons-wait-at-the-weir-83';
const USER_PASSWORD = 'a-blue-door-behind-the-orchard-52';

let stack: Stack;
let browser: Chromium;
let page: Page;
let person: Page;
let oneTimePassword = '';

beforeAll(async () => {
  stack = await Stack.start({ PACE_SPEED: '600' });
  browser = await Chromium.start();
  page = await browser.page();
  person = await browser.page();
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

describe('an administrator', () => {
  it('is told what did not match, and keeps what was typed', async () => {
    await signIn(page, stack, 'admin', 'not-the-password');
    await page.getByText('Sign-in did not match').waitFor();
    expect(await field(page, 'User name or e-mail').inputValue()).toBe('admin');
    await inspect(page, 'login-refused');
  });

  it('signs in with the one-time password and chooses another', async () => {
    const given = firstPassword(stack);
    await signIn(page, stack, 'admin', given);
    await page.waitForURL('**/profile/change-password');
    await inspect(page, 'change-password');
    await page.goto(`${stack.url}/admin/users`);
    await page.waitForURL('**/profile/change-password');
    await choosePassword(page, given, 'short');
    await page
      .getByText(/at least 12 characters/)
      .first()
      .waitFor();
    await choosePassword(page, given, ADMIN_PASSWORD);
    await page.waitForURL('**/dashboard');
  });

  it('creates a user and gets a one-time password, once', async () => {
    await page.goto(`${stack.url}/admin/users`);
    await heading(page, 'Users').waitFor();
    await inspect(page, 'admin-users');
    await button(page, 'Create user').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('User name').fill('mara');
    await dialog.getByRole('button', { name: 'Create user' }).click();
    oneTimePassword = await shownPassword(page);
    expect(oneTimePassword).toMatch(/^\w{5}(-\w{5}){4}$/);
    await inspect(page, 'admin-users-created');
    await page.keyboard.press('Escape');
    await page.getByText('mara').first().waitFor();
    await page.goto(`${stack.url}/admin/quotas`);
    await button(page, 'Save limits').waitFor();
    await inspect(page, 'admin-quotas');
  });
});

describe('a new user', () => {
  it('chooses a password and finds an empty product that says what to do', async () => {
    await signIn(person, stack, 'mara', oneTimePassword);
    await choosePassword(person, oneTimePassword, USER_PASSWORD);
    await person.waitForURL('**/dashboard');
    await field(person, 'Instagram name').waitFor();
    await inspect(person, 'guide-empty');
  });

  it('is told when Instagram refuses, in plain words and with a way out', async () => {
    await field(person, 'Instagram name').fill('demo_plain');
    await field(person, 'Instagram password').fill('this-is-not-it-at-all');
    await button(person, 'Connect account').click();
    await person.getByText('Instagram refused the password').waitFor();
    expect(await field(person, 'Instagram name').inputValue()).toBe('demo_plain');
    await inspect(person, 'connect-refused');
  });

  it('connects a demo account with a click and a code', async () => {
    await button(person, 'Demo accounts').click();
    await person.getByRole('button', { name: 'Use demo_sms' }).click();
    await button(person, 'Connect account').click();
    await field(person, 'Code').waitFor();
    await inspect(person, 'connect-code');
    await field(person, 'Code').fill('000000');
    await button(person, 'Check code').click();
    await person.getByText('The code was not right').waitFor();
    await field(person, 'Code').fill('123 456');
    await button(person, 'Check code').click();
    await field(person, 'Hashtag').waitFor();
    await inspect(person, 'guide-connected');
  });

  it('starts the bot, follows by hashtag and watches it live', async () => {
    await field(person, 'Hashtag').fill('two words');
    await field(person, 'Amount').fill('8');
    await button(person, 'Start bot and start job').click();
    await person
      .getByText(/letters, digits, underscores and emoji/)
      .first()
      .waitFor();
    await field(person, 'Hashtag').fill('#ceramics');
    await button(person, 'Start bot and start job').click();
    // The guide makes way with the first follow.
    await heading(person, 'Latest events').waitFor();
    await inspect(person, 'dashboard');
    await person.getByRole('link', { name: 'Automation', exact: true }).click();
    await heading(person, 'Earlier jobs').waitFor();
    await person.getByText('8 done', { exact: true }).first().waitFor();
    await person.getByText('8 of 50 used today', { exact: false }).first().waitFor();
    await inspect(person, 'automation-done');
  });

  it('reads everything that happened, and what a code means', async () => {
    await person.goto(`${stack.url}/activity`);
    await person
      .getByText(/^Followed @/)
      .first()
      .waitFor();
    await inspect(person, 'activity');
    await person.goto(`${stack.url}/knowledge-base`);
    await heading(person, 'Help').waitFor();
    await inspect(person, 'knowledge-base');
    await person.goto(`${stack.url}/knowledge-base/E-BOT-W-32C3`);
    await heading(person, 'Instagram blocked this action').waitFor();
    await heading(person, 'Step by step').waitFor();
    await inspect(person, 'knowledge-base-entry');
  });

  it('stays signed in over a reload, sees no administration, and signs out', async () => {
    await person.goto(`${stack.url}/automation`);
    // Each leaves a page in the middle of renewing its token.
    for (let times = 0; times < 5; times += 1) {
      const renewal = person.waitForRequest(/auth\/refresh$/);
      // The browser refuses to reload a page that it is just putting in the place of another.
      const reloaded = () =>
        person.reload({ waitUntil: 'commit' }).then(
          () => true,
          () => false,
        );
      await eventually(reloaded, 'the page is reloaded');
      await renewal;
    }
    await button(person, 'Stop bot').waitFor();
    expect(await person.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await button(person, 'Stop bot').click();
    await button(person, 'Start bot').waitFor();
    await person.goto(`${stack.url}/nowhere-at-all`);
    await inspect(person, 'not-found');
    await person.goto(`${stack.url}/automation`);
    await signOut(person);
    await person.waitForURL(/\/login/);
    await person.goto(`${stack.url}/automation`);
    await person.waitForURL(/\/login/);
  });

  it('keeps nothing secret in the browser', async () => {
    const stored = await person.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    for (const secret of [USER_PASSWORD, ADMIN_PASSWORD, oneTimePassword, 'eyJ']) expect(stored).not.toContain(secret);
  });
});

describe('the browser', () => {
  it('gets scripts and styles compressed, to keep for ever', async () => {
    const [, asset = ''] = /src="(\/assets\/[^"]+)"/.exec(await (await fetch(`${stack.url}/login`)).text()) ?? [];
    const { headers } = await fetch(`${stack.url}${asset}`, { headers: { 'accept-encoding': 'br' } });
    expect(headers.get('content-encoding')).toBe('br');
    expect(headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
  });

  it('had nothing to complain about', () => expect(browser.problems).toEqual([]));
});
