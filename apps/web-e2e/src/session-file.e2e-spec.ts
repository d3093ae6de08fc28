import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Account, Activity, Job } from '@pacekeeper/contracts';
import { eventually, Stack } from '@pacekeeper/testing';
import { button, Chromium, field, inspect, type Page } from './browser.ts';
import { choosePassword, firstPassword, signIn } from './people.ts';

jest.setTimeout(120_000);

const ADMIN_PASSWORD = 'nine-otters-cross-the-ford-47';

let stack: Stack;
let browser: Chromium;
let page: Page;
let token: string;
let beside: Account;

const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> => {
  const response = await fetch(`${stack.url}/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
};
const follow = async (account: Account, amount: number): Promise<Job> => {
  const body = { account_id: account.id, hashtag: 'ceramics', amount };
  return (await ask<{ job: Job }>('POST', 'bot/actions/follow-hashtag', body)).job;
};
const acted = async (account: Account, query: string) =>
  (await ask<{ items: Activity[] }>('GET', `activity-logs?account_id=${account.id}&${query}`)).items;

beforeAll(async () => {
  stack = await Stack.start({ PACE_SPEED: '600' });
  browser = await Chromium.start();
  page = await browser.page();
  await signIn(page, stack, 'admin', firstPassword(stack));
  await choosePassword(page, firstPassword(stack), ADMIN_PASSWORD);
  await page.waitForURL('**/dashboard');
  token = (await ask<{ token: string }>('POST', 'auth/login', { username: 'admin', password: ADMIN_PASSWORD })).token;
  const plain = { username: 'demo_plain', password: 'plain-lantern-harbour-2041' };
  beside = (await ask<{ account: Account }>('POST', 'bot/login', plain)).account;
  await ask('POST', 'bot/start', { account_id: beside.id });
  await follow(beside, 40);
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

describe('a person whose password Instagram does not take any more', () => {
  it('is led to a session file by one button, and told what is missing in a wrong one', async () => {
    await page.goto(`${stack.url}/accounts`);
    await button(page, 'Connect another account').click();
    await field(page, 'Instagram name').fill('demo_session');
    await field(page, 'Instagram password').fill('session-harvest-window-6182');
    await button(page, 'Connect account').click();
    await page.getByText('Instagram does not offer this sign-in').waitFor();
    await inspect(page, 'connect-not-offered');
    await button(page, 'Connect with a session file').click();
    await page.getByText('How to make one, and what may happen').click();
    await page.getByText(/dump settings/).waitFor();
    await inspect(page, 'connect-session-file');
    await field(page, 'Or paste what is in it').fill('{"uuids": {}}');
    await button(page, 'Connect with this file').click();
    await page.getByText('device_settings.app_version').waitFor();
    await inspect(page, 'connect-session-file-wrong');
  });

  it('connects with the file, and the first follow is there', async () => {
    await field(page, 'Or paste what is in it').fill('');
    const kind = `${stack.simulator.controlUrl}/accounts/demo_session/session-file?kind=instagrapi`;
    const text = await (await fetch(kind)).text();
    await page
      .getByLabel('Session file to upload')
      .setInputFiles({ name: 'demo_session.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.getByText('demo_session.json is ready').waitFor();
    await button(page, 'Connect with this file').click();
    await page.getByRole('heading', { name: '@demo_session' }).waitFor();
    const { items } = await ask<{ items: Account[] }>('GET', 'bot/accounts');
    const account = items.find((one) => one.instagram_username === 'demo_session');
    if (!account) throw new Error('the account is not there');
    await button(page, 'Start bot').click();
    await button(page, 'Stop bot').waitFor();
    const job = await follow(account, 1);
    await eventually(
      async () => (await ask<{ job: Job }>('GET', `bot/jobs/${job.id}`)).job.state === 'completed',
      'the job is done',
    );
    expect(await acted(account, 'action=follow&status=success')).toHaveLength(1);
    // Nothing of the file is left in the browser.
    const secret = /"sessionid": "([^"]+)"/.exec(text)?.[1] ?? 'none';
    const kept = await page.evaluate(
      () => `${JSON.stringify({ ...localStorage })}${JSON.stringify({ ...sessionStorage })}`,
    );
    expect(kept).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
  });

  it('finds the export among the settings, which asks for a second factor', async () => {
    await button(page, 'Settings').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Export session' }).click();
    await page.getByText('Export the session of @demo_session?').waitFor();
    await inspect(page, 'account-export');
    await page.getByRole('button', { name: 'Save the file' }).click();
    await page.getByText(/needs a second factor/).waitFor();
  });

  it('has paused no other account by it', async () => {
    expect(await acted(beside, 'action=bot_paused')).toEqual([]);
    expect((await acted(beside, 'action=follow&status=success')).length).toBeGreaterThan(0);
  });
});

it('nothing went wrong on any page', () => expect(browser.problems).toEqual([]));
