import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stack } from '@pacekeeper/testing';
import { button, Chromium, field, heading, inspect, type Page } from './browser.ts';
import { choosePassword, firstPassword, signIn } from './people.ts';

const ADMIN_PASSWORD = 'twelve-herons-wait-at-the-weir-83';
const INSTAGRAM_PASSWORD = 'quiet-lamps-over-the-canal-19';

let stack: Stack;
let browser: Chromium;
let page: Page;

beforeAll(async () => {
  stack = await Stack.start({ PACE_SPEED: '600' });
  browser = await Chromium.start();
  page = await browser.page();
  await signIn(page, stack, 'admin', firstPassword(stack));
  await choosePassword(page, firstPassword(stack), ADMIN_PASSWORD);
  await page.waitForURL('**/dashboard');
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

/** An invented account of its own, connected and with a bot that runs. */
const running = async (name: string): Promise<void> => {
  await stack.simulator.control('POST', '/accounts', { username: name, password: INSTAGRAM_PASSWORD });
  await page.goto(`${stack.url}/accounts`);
  const another = button(page, 'Connect another account');
  await another.or(field(page, 'Instagram name')).waitFor();
  if (await another.isVisible()) await another.click();
  const form = page.getByRole('form').filter({ has: field(page, 'Instagram name') });
  await form.getByLabel('Instagram name', { exact: true }).fill(name);
  await form.getByLabel('Instagram password', { exact: true }).fill(INSTAGRAM_PASSWORD);
  await form.getByRole('button', { name: 'Connect account' }).click();
  await button(page, 'Start bot').click();
  await button(page, 'Stop bot').waitFor();
};

/** What Instagram answers from now on; to calls whose path has `path` in it, where that is said. */
const answers = (kind: string, path?: string): Promise<unknown> =>
  stack.simulator.control('POST', '/faults', { kind, ...(path ? { path } : {}) });

const job = async (): Promise<void> => {
  await field(page, 'Hashtag').fill('#ceramics');
  await field(page, 'Amount').fill('3');
  await button(page, 'Start job').click();
};

/** The error on the screen: its title, what to do, and the way to its page. */
const told = async (title: string): Promise<void> => {
  await page.getByText(title, { exact: true }).first().waitFor();
  await page
    .getByRole('link', { name: /^Read more about this: E-[A-Z]+-[A-Z]-[0-9A-F]{4}$/ })
    .first()
    .waitFor();
};

/** All is well again, and the account is gone from the screen. */
const over = async (): Promise<void> => {
  await stack.simulator.control('DELETE', '/faults');
  await button(page, 'Disconnect').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText(/^Instagram name @/).waitFor();
};

describe('a person who runs a bot', () => {
  it('reads that Instagram blocked the action, until when, and what to leave alone', async () => {
    await running('kiln_and_clay');
    await answers('feedback_required', 'friendships/create');
    await job();
    await told('Instagram blocked this action');
    await inspect(page, 'trouble-blocked');
    await over();
  });

  it('is asked to look into Instagram when it wants a check', async () => {
    await running('slow_river_maps');
    await answers('checkpoint_required', 'friendships/create');
    await job();
    await told('Instagram asks for a check');
    await inspect(page, 'trouble-challenge');
    await over();
  });

  it('connects again where the session was lost, without typing the name', async () => {
    await running('paper_boat_club');
    await stack.simulator.control('POST', '/accounts/paper_boat_club/sessions/revoke', { reason: 2 });
    await job();
    await heading(page, 'Connect @paper_boat_club again').waitFor();
    await told('Not connected to Instagram');
    await inspect(page, 'trouble-session-lost');
    await field(page, 'Instagram password').fill(INSTAGRAM_PASSWORD);
    await button(page, 'Connect account').click();
    await button(page, 'Start bot').waitFor();
    await over();
  });

  it('sees that Instagram is away, and that it continues by itself', async () => {
    await running('tin_roof_garden');
    await answers('unavailable');
    await job();
    await told('Instagram does not answer');
    await inspect(page, 'trouble-instagram-down');
    await button(page, 'Who opened this session').click();
    await page.getByText(/Each time it was opened/).waitFor();
    await inspect(page, 'session-openings');
    await over();
  });

  it('learns that its app version is refused, and that it is not their fault', async () => {
    await running('north_pier_lens');
    await answers('needs_upgrade');
    await job();
    await told('Our Instagram client is too old');
    await inspect(page, 'trouble-outdated-client');
    await page.goto(`${stack.url}/dashboard`);
    await page.getByText('@north_pier_lens: The bot is paused').waitFor();
    await inspect(page, 'dashboard-paused');
  });

  it('sees that an administrator paused all bots', async () => {
    await page.goto(`${stack.url}/admin/system`);
    await button(page, 'Pause all bots').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('the proxies move');
    await dialog.getByRole('button', { name: 'Pause all bots' }).click();
    await page.getByText('paused by hand').waitFor();
    await heading(page, 'Pause of all bots').waitFor();
    await inspect(page, 'fleet-paused-admin');
    await page.goto(`${stack.url}/dashboard`);
    await page.getByText('All bots are paused').first().waitFor();
    await inspect(page, 'fleet-paused');
  });
});

it('nothing went wrong on any page', () => expect(browser.problems).toEqual([]));
