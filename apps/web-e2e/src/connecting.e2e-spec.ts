import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stack } from '@pacekeeper/testing';
import { button, Chromium, field, inspect, type Page } from './browser.ts';
import { choosePassword, firstPassword, signIn } from './people.ts';

const ADMIN_PASSWORD = 'twelve-herons-wait-at-the-weir-83';

let stack: Stack;
let browser: Chromium;
let page: Page;

beforeAll(async () => {
  stack = await Stack.start();
  browser = await Chromium.start();
  page = await browser.page();
  await signIn(page, stack, 'admin', firstPassword(stack));
  await choosePassword(page, firstPassword(stack), ADMIN_PASSWORD);
  await page.waitForURL('**/dashboard');
  await page.goto(`${stack.url}/accounts`);
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

/** Fills a form with a demo account, as a click on it does, and sends it: that of the page, or that of the dialog. */
const connect = async (name: string): Promise<void> => {
  await field(page, 'Instagram password').waitFor();
  await button(page, 'Demo accounts').click();
  await page.getByRole('button', { name: `Use ${name}`, exact: true }).click();
  const form = page.getByRole('form').filter({ has: page.locator(`input[value="${name}"]`) });
  await form.getByRole('button', { name: 'Connect account' }).click();
};

/** Disconnects an account; it can be connected again under its own name only. */
const disconnect = async (name: string): Promise<void> => {
  await page.getByText(`@${name}`).first().waitFor();
  await button(page, 'Test session').waitFor();
  await button(page, 'Disconnect').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText(`Instagram name @${name}`).waitFor();
};

describe('a person who connects an Instagram account', () => {
  it('with a wrong password is told, keeps what was typed, and waits', async () => {
    await connect('demo_wrong');
    await page.getByText('Instagram refused the password').waitFor();
    expect(await field(page, 'Instagram name').inputValue()).toBe('demo_wrong');
    expect(await field(page, 'Instagram password').inputValue()).not.toBe('');
    await inspect(page, 'connect-wrong-password');
    await page.getByText(/Connect account in \d:/).waitFor();
    expect(await button(page, 'Connect account').count()).toBe(0);
    // The wait is that name's alone.
    await field(page, 'Instagram name').fill('demo_plain');
    await button(page, 'Connect account').waitFor();
    expect(await page.getByText('Instagram refused the password').count()).toBe(0);
    await field(page, 'Instagram name').fill('demo_wrong');
    await button(page, 'Connect account').click();
    await page.getByText('Connecting this name is paused').waitFor();
    await page.getByText(/Try again in \d:/).waitFor();
    await inspect(page, 'connect-paused');
  });

  it('with an authenticator app finds the question again after a reload', async () => {
    await connect('demo_totp');
    await field(page, 'Code').waitFor();
    await inspect(page, 'connect-totp');
    await page.reload();
    await page.getByText('Instagram asks for the second factor of @demo_totp').waitFor();
    await field(page, 'Code').fill('12a');
    await button(page, 'Check code').click();
    await page.getByText(/digits only/).waitFor();
    await field(page, 'Code').fill('000-000');
    await button(page, 'Check code').click();
    await page.getByText('The code was not right').waitFor();
    await page.getByText('4 of 5 tries left').waitFor();
    await inspect(page, 'connect-wrong-code');
    await button(page, 'Use this code').click();
    await button(page, 'Check code').click();
    await button(page, 'Test session').waitFor();
    await inspect(page, 'connect-connected');
  });

  it('looks into the settings of the account, and is refused a proxy of this side', async () => {
    await button(page, 'Settings').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Proxy address').fill('http://10.0.0.7:3128');
    await drawer.getByRole('button', { name: 'Set proxy' }).click();
    await drawer.getByText('This proxy cannot be used').waitFor();
    await inspect(page, 'account-settings');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await disconnect('demo_totp');
  });

  it('chooses where a code is sent to', async () => {
    await connect('demo_choice');
    await page.getByText('Where should Instagram send the code for @demo_choice?').waitFor();
    await inspect(page, 'connect-choice');
    await page.getByRole('radio', { name: /^Text message/ }).check();
    await button(page, 'Send code').click();
    await page.getByText(/It was sent to \+10/).waitFor();
    await page.getByText(/Send another code in 0:/).waitFor();
    await inspect(page, 'connect-sent');
    await button(page, 'Use this code').click();
    await button(page, 'Check code').click();
    await disconnect('demo_choice');
  });

  it('says that it was them', async () => {
    await connect('demo_approve');
    await page.getByText('Instagram asks whether this sign-in of @demo_approve was you').waitFor();
    await inspect(page, 'connect-approve');
    await button(page, 'It was me').click();
    await disconnect('demo_approve');
  });

  it('does by hand what only the app can do, and has it checked', async () => {
    await connect('demo_by_hand');
    await page.getByText('Instagram wants you to confirm @demo_by_hand in its own app').waitFor();
    await button(page, 'I have done it').click();
    await page.getByText('Enter the Instagram password again.').waitFor();
    const form = page.getByRole('form', { name: 'Confirm in the Instagram app' });
    await form.getByLabel('Instagram password', { exact: true }).fill('hand-juniper-causeway-8374');
    await button(page, 'I have done it').click();
    await page.getByText('Instagram still asks').waitFor();
    await inspect(page, 'connect-not-confirmed');
    // The invented phone has confirmed it by now.
    await button(page, 'I have done it').click({ timeout: 60_000 });
    await disconnect('demo_by_hand');
  });

  it('starts over after too many codes', async () => {
    await connect('demo_challenge');
    await field(page, 'Code').waitFor();
    for (let n = 1; n <= 5; n++) {
      await field(page, 'Code').fill(`00000${n}`);
      await button(page, 'Check code').click();
      await page
        .getByText(n < 5 ? `${5 - n} of 5 tries left` : 'Too many wrong codes', { exact: false })
        .first()
        .waitFor();
    }
    await inspect(page, 'connect-used-up');
    await button(page, 'Start over').click();
    expect(await field(page, 'Instagram name').inputValue()).toBe('demo_challenge');
  });
});

it('nothing went wrong on any page', () => expect(browser.problems).toEqual([]));
