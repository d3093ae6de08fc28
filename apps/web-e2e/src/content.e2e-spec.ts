import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { Client, Stack } from '@pacekeeper/testing';
import { button, Chromium, field, heading, inspect, type Page } from './browser.ts';
import { firstPassword, signIn } from './people.ts';

jest.setTimeout(120_000);

const ADMIN_PASSWORD = 'nine-otters-cross-the-ford-47';
const PASSWORD = 'a-blue-door-behind-the-orchard-52';

let stack: Stack;
let browser: Chromium;
let page: Page;
let api: Client;

const open = (path: string) => page.goto(`${stack.url}${path}`);
const textbox = (name: string) => page.getByRole('textbox', { name, exact: true });

beforeAll(async () => {
  stack = await Stack.start();
  browser = await Chromium.start();
  page = await browser.page();
  const admin = new Client(stack.url);
  await admin.signInFirst('admin', firstPassword(stack), ADMIN_PASSWORD);
  const { one_time_password: given } = await admin.call(routes.users.create, { body: { username: 'mara' } });
  api = new Client(stack.url);
  await api.signInFirst('mara', given, PASSWORD);
  await signIn(page, stack, 'mara', PASSWORD);
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

describe('content', () => {
  it('takes pasted hashtags, tells duplicates, keeps what cannot be read, and takes a removal back', async () => {
    await open('/content');
    await page.waitForURL('**/content/hashtags');
    await page.getByText('No hashtags yet').waitFor();
    await inspect(page, 'content-empty');
    await textbox('Hashtags').fill('#ceramics #travel, Travel no!');
    await page.reload();
    expect(await textbox('Hashtags').inputValue()).toBe('#ceramics #travel, Travel no!');
    await button(page, 'Add hashtags').click();
    await page.getByText('Added 2 hashtags.').waitFor();
    await page.getByText(/One was there before, or came twice/).waitFor();
    expect(await textbox('Hashtags').inputValue()).toBe('no!');
    await inspect(page, 'content-hashtags');
    await button(page, 'Remove #travel').click();
    await button(page, 'Undo').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Removed #travel.');
    await button(page, 'Undo').click();
    await page.getByText(/Put back/).waitFor();
    await page.getByRole('rowheader', { name: '#travel' }).waitFor();
  });

  it('shows a template as a person reads it, and keeps it', async () => {
    await page.getByRole('link', { name: 'Message templates' }).click();
    await page.getByRole('link', { name: 'New template' }).click();
    await textbox('Name').fill('Welcome');
    await textbox('Message').fill('Hi ');
    await button(page, 'Full name').click();
    await page.keyboard.type(', see example.com');
    await page.getByText('Hi Mia Jansen, see example.com').waitFor();
    await inspect(page, 'content-template');
    await button(page, 'Create template').click();
    await page.getByRole('link', { name: 'Welcome' }).waitFor();
    await inspect(page, 'content-templates');
  });

  it('lets everyone add an opt-out, and says who removes one', async () => {
    await open('/content/opt-outs');
    await textbox('Instagram names').fill('@left.alone');
    await button(page, 'Add people').click();
    await page.getByRole('rowheader', { name: '@left.alone' }).waitFor();
    await page.getByText(/only administrators change or remove/).waitFor();
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
    await inspect(page, 'content-opt-outs');
  });
});

describe('an API token', () => {
  it('is shown once, works, and ends when it is removed', async () => {
    await open('/profile');
    await button(page, 'New API token').click();
    const form = page.getByRole('form', { name: 'New API token' });
    await form.getByLabel('Name').fill('nightly report');
    await inspect(page, 'profile-token-form');
    await form.getByRole('button', { name: 'Create token' }).click();
    await heading(page, 'Copy this token now').waitFor();
    const script = new Client(stack.url);
    script.token = await page.locator('code').filter({ hasText: /^pk_/ }).first().innerText();
    expect((await script.call(routes.hashtags.list)).items).toHaveLength(2);
    expect((await script.call(routes.bots.stopAll, { body: {} })).error).toBe('API_TOKEN_LIMITED');
    await inspect(page, 'profile-token');
    await button(page, 'I have saved it').click();
    expect(await page.content()).not.toContain(script.token);
    await button(page, 'Remove the token nightly report').click();
    await button(page, 'Remove token').click();
    await page.getByText('You have no API tokens.').waitFor();
    expect((await script.call(routes.hashtags.list)).status).toBe(401);
  });
});

describe('notifications', () => {
  it('refuse an address on this side at its field, and keep one that is set without its secret', async () => {
    await open('/settings');
    await page.getByText('You are not notified of anything yet').waitFor();
    await field(page, 'Another channel').selectOption('webhook');
    await button(page, 'Add channel').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('https://127.0.0.1/hook');
    await dialog.getByLabel('Signing secret', { exact: true }).fill('a-secret-of-twenty-1');
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await dialog.locator('[aria-invalid="true"]').waitFor();
    expect(await dialog.getByLabel('Address').inputValue()).toBe('https://127.0.0.1/hook');
    await inspect(page, 'settings-channel');
    // An address of the public internet that nobody asks here: nothing is sent before there is something to tell.
    await dialog.getByLabel('Address').fill('https://1.1.1.1/hook');
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await page.getByRole('heading', { name: 'Webhook' }).waitFor();
    await inspect(page, 'settings-notifications');
    expect(await page.content()).not.toContain('a-secret-of-twenty-1');
  });
});

describe('figures', () => {
  it('are not drawn where there are none', async () => {
    await open('/analytics');
    await page.getByText('Nothing was done in these days').first().waitFor();
    await inspect(page, 'analytics-empty');
  });
});

it('nothing went wrong on any page', () => expect(browser.problems).toEqual([]));
