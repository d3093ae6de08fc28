import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { Client, eventually, Stack } from '@pacekeeper/testing';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { button, Chromium, field, heading, inspect, type Page } from './browser.ts';
import { firstPassword, signIn, signOut as pressSignOut } from './people.ts';

const ADMIN_PASSWORD = 'twelve-herons-wait-at-the-weir-83';
const PASSWORD = 'a-blue-door-behind-the-orchard-52';
const NEW_PASSWORD = 'seven-kites-over-a-quiet-harbour-19';
const EMAIL = 'mara@example.org';

let stack: Stack;
let browser: Chromium;
let admin: Client;
let page: Page;
/** Passkeys belong to the name in PUBLIC_URL, which is localhost. */
let site: { readonly url: string };
let secret = '';
let recoveryCodes: string[] = [];

const open = async (on: Page, path: string): Promise<void> => void (await on.goto(`${site.url}${path}`));
const arriveAt = (on: Page, path: string) => on.waitForURL((url) => url.pathname === path);
/** The code of the current step, or of one beside it: each is taken once. */
const codeOf = (base32: string, step: -1 | 0 | 1 = 0): string =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: Date.now() + step * 30_000 });
const shownSecret = async (on: Page): Promise<string> => {
  const copy = on.getByRole('button', { name: /^Copy secret: / });
  return ((await copy.getAttribute('aria-label')) ?? '').replace('Copy secret: ', '').replaceAll(' ', '');
};
const createUser = async (username: string, email?: string): Promise<void> => {
  const created = await admin.call(routes.users.create, { body: { username, ...(email && { email }) } });
  // An invitation goes where there is an address, and the password stays with the administrator.
  await new Client(stack.url).signInFirst(username, created.one_time_password, PASSWORD);
};
const signOut = async (on: Page): Promise<void> => {
  await pressSignOut(on);
  await arriveAt(on, '/login');
};
/** A device of its own with a fingerprint reader that says yes. */
const addAuthenticator = async (on: Page): Promise<void> => {
  const devtools = await on.context().newCDPSession(on);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};
/** As if all users had signed in an hour ago. */
const ageAllProofs = async (): Promise<void> => {
  const client = new pg.Client({ connectionString: stack.databaseUrl('owner') });
  await client.connect();
  await client.query(`UPDATE login_sessions SET proved_at = proved_at - interval '1 hour'`);
  await client.end();
};
const outbox = (): string[] => {
  const folder = join(stack.dataDir, 'outbox');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) =>
      readFileSync(join(folder, name), 'utf8')
        .replaceAll(/=\r?\n/g, '')
        .replaceAll('=3D', '='),
    );
};
/** The link of the newest mail with this subject, and to this address where one is given. */
const linkOf = (subject: string, path: string, to = '') =>
  eventually(async () => {
    const mails = outbox().filter((mail) => mail.includes(subject) && mail.includes(`To: ${to}`));
    const links = mails.flatMap((mail) => mail.match(new RegExp(`https?:\\S+/${path}#token=[\\w.~-]+`)) ?? []);
    return links.at(-1) ?? false;
  }, `a mail with a link to ${path}`);
const resetLink = () => linkOf('Reset your Pacekeeper password', 'reset-password');
const confirmLink = (to: string) => linkOf('Confirm your e-mail address', 'confirm-email', to);

beforeAll(async () => {
  stack = await Stack.start();
  site = { url: stack.url.replace('127.0.0.1', 'localhost') };
  browser = await Chromium.start();
  page = await browser.page();
  admin = new Client(stack.url);
  await admin.signInFirst('admin', firstPassword(stack), ADMIN_PASSWORD);
  await createUser('mara', EMAIL);
  await createUser('otto');
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

describe('a person without a second factor', () => {
  it('signs in with name and password, and sees who they are', async () => {
    await open(page, '/login');
    await button(page, 'Sign in with a passkey').waitFor();
    await inspect(page, 'login');
    await signIn(page, site, EMAIL.toUpperCase(), PASSWORD);
    await arriveAt(page, '/dashboard');
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.getByRole('link', { name: 'Profile' }).click();
    await heading(page, 'Login sessions').waitFor();
    await button(page, 'Set up authenticator app').waitFor();
    await page.getByText('this device', { exact: true }).waitFor();
    await inspect(page, 'profile');
  });

  it('asks for another e-mail address, and is told nothing of whether it is somebody else’s', async () => {
    await admin.call(routes.users.create, { body: { username: 'nils', email: 'nils@example.org' } });
    await button(page, 'Change e-mail').click();
    await field(page, 'E-mail').fill('nobody');
    await button(page, 'Save e-mail').click();
    await page.getByText('Enter a complete e-mail address, or leave it empty.').waitFor();
    for (const [address, screen] of [
      ['NILS@example.org', 'profile-email-of-another'],
      ['mara.new@example.org', 'profile-email-asked'],
    ] as const) {
      await field(page, 'E-mail').fill(address);
      await button(page, 'Save e-mail').click();
      await page.getByText(`${address}. Open the link in the mail sent there.`).waitFor();
      await page.getByText(EMAIL, { exact: true }).waitFor();
      await inspect(page, screen);
      await button(page, 'Change e-mail').click();
    }
    await button(page, 'Cancel').click();
  });

  it('has the new address once the link in the mail was opened, and the old one again in the same way', async () => {
    await page.goto(await confirmLink('mara.new@example.org'));
    await button(page, 'Confirm').waitFor();
    await inspect(page, 'confirm-email');
    await button(page, 'Confirm').click();
    await page.getByText('Your e-mail address was changed.').waitFor();
    await page.getByRole('link', { name: 'Go to your profile' }).click();
    await page.getByText('mara.new@example.org', { exact: true }).waitFor();
    await button(page, 'Change e-mail').click();
    await field(page, 'E-mail').fill(EMAIL);
    await button(page, 'Save e-mail').click();
    await page.getByText(`${EMAIL}. Open the link in the mail sent there.`).waitFor();
    await page.goto(await confirmLink(EMAIL));
    await button(page, 'Confirm').click();
    await page.getByRole('link', { name: 'Go to your profile' }).click();
    await page.getByText(EMAIL, { exact: true }).waitFor();
  });

  it('takes along everything that is stored about them', async () => {
    const downloading = page.waitForEvent('download');
    await button(page, 'Download my data').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('pacekeeper-mara.json');
    const text = readFileSync(await download.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ export: { user: { username: 'mara' } } });
    expect(text).not.toContain('argon2');
  });

  it('sees how strong a new password is while typing it', async () => {
    await page.getByRole('link', { name: 'Change password' }).click();
    await field(page, 'New password').fill('password1234');
    await page.getByText('Strength: weak.', { exact: false }).waitFor();
    await inspect(page, 'password-weak');
    await field(page, 'New password').fill(NEW_PASSWORD);
    await page.getByText('Strength: very strong.', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Back to the profile' }).click();
    await arriveAt(page, '/profile');
  });
});

describe('an authenticator app', () => {
  it('is set up with its secret and a code, and brings ten recovery codes', async () => {
    await button(page, 'Set up authenticator app').click();
    secret = await shownSecret(page);
    await page.getByRole('img', { name: /^QR code/ }).waitFor();
    await field(page, 'Code from the app').fill('000000');
    await button(page, 'Confirm code').click();
    await page.getByText('This is not the current code.', { exact: false }).waitFor();
    await inspect(page, 'profile-totp');
    await field(page, 'Code from the app').fill(codeOf(secret, -1));
    await button(page, 'Confirm code').click();
    const list = page.getByRole('list', { name: 'Recovery codes' });
    await list.waitFor();
    recoveryCodes = await list.getByRole('listitem').allTextContents();
    expect(recoveryCodes).toHaveLength(10);
    await inspect(page, 'profile-recovery-codes');
  });

  it('does not lose the codes to another screen, and hands them over as text', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.getByRole('link', { name: 'Profile' }).click();
    const downloading = page.waitForEvent('download');
    await button(page, 'Download as text').click();
    const text = readFileSync(await (await downloading).path(), 'utf8');
    for (const one of recoveryCodes) expect(text).toContain(one);
    await button(page, 'I have saved them').click();
    await page.getByText('10 left', { exact: true }).waitFor();
    expect(await page.getByText(recoveryCodes[0] ?? '').count()).toBe(0);
    await inspect(page, 'profile-two-factor');
  });

  it('is asked for after the password; the way back keeps the name', async () => {
    await signOut(page);
    await signIn(page, site, 'mara', PASSWORD);
    await heading(page, 'Your second factor').waitFor();
    await inspect(page, 'login-code');
    await button(page, 'Back').click();
    expect(await field(page, 'User name or e-mail').inputValue()).toBe('mara');
    await field(page, 'Password').fill(PASSWORD);
    await button(page, 'Sign in').click();
    await field(page, 'Code').fill('000 000');
    await button(page, 'Continue').click();
    await page.getByText('The second factor did not match').waitFor();
    await inspect(page, 'login-code-refused');
    await field(page, 'Code').fill(codeOf(secret));
    await button(page, 'Continue').click();
    await arriveAt(page, '/dashboard');
  });

  it('is stood in for by a recovery code, once', async () => {
    const [first = ''] = recoveryCodes;
    await signOut(page);
    await signIn(page, site, 'mara', PASSWORD);
    await button(page, 'Use a recovery code instead').click();
    await field(page, 'Recovery code').fill(first.toUpperCase().replaceAll('-', ' '));
    await button(page, 'Continue').click();
    await arriveAt(page, '/dashboard');
    await open(page, '/profile');
    await page.getByText('9 left', { exact: true }).waitFor();
    await page.getByText('with password and a recovery code', { exact: false }).waitFor();
  });
});

describe('a change of how one signs in', () => {
  it('asks an old login session for a proof, then continues by itself', async () => {
    await ageAllProofs();
    await button(page, 'Make new codes').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.getByLabel('Password', { exact: true }).fill('not-my-password-at-all');
    await dialog.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1));
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
    await dialog.getByText('This is not your password.').waitFor();
    await inspect(page, 'confirm-identity');
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    const before = recoveryCodes;
    recoveryCodes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allTextContents();
    expect(recoveryCodes).not.toEqual(before);
    await button(page, 'I have saved them').click();
  });
});

describe('a passkey', () => {
  it('is made under a name', async () => {
    await addAuthenticator(page);
    await button(page, 'Add passkey').click();
    await button(page, 'Create passkey').click();
    await page.getByText('Give it a name that you will recognise.').waitFor();
    await field(page, 'Name of the passkey').fill('Work laptop');
    await inspect(page, 'profile-passkey-form');
    await button(page, 'Create passkey').click();
    await page.getByText('Not used yet').waitFor();
    await inspect(page, 'profile-passkeys');
  });

  it('serves as the second factor', async () => {
    await signOut(page);
    await signIn(page, site, 'mara', PASSWORD);
    await button(page, 'Use a passkey instead').click();
    await button(page, 'Use your passkey').click();
    await arriveAt(page, '/dashboard');
  });

  it('serves alone', async () => {
    await signOut(page);
    await button(page, 'Sign in with a passkey').click();
    await arriveAt(page, '/dashboard');
    await open(page, '/profile');
    await page.getByText('with a passkey', { exact: false }).first().waitFor();
  });

  it('proves too who is there', async () => {
    await ageAllProofs();
    await button(page, 'Remove Work laptop').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Use a passkey instead of a code' }).click();
    await inspect(page, 'confirm-identity-passkey');
    await dialog.getByRole('button', { name: 'Confirm with your passkey' }).click();
    await button(page, 'Remove Work laptop').waitFor({ state: 'detached' });
  });

  it('that nobody shows is told in plain words', async () => {
    await signOut(page);
    await button(page, 'Sign in with a passkey').click();
    // The API knows this passkey no more.
    await page.getByText('This passkey was not accepted').waitFor();
    await inspect(page, 'login-passkey-refused');
  });
});

describe('login sessions', () => {
  it('are listed and ended, one or all others', async () => {
    const here = await browser.page();
    const there = await browser.page('phone', 'dark');
    const elsewhere = await browser.page();
    for (const one of [there, elsewhere, here]) {
      await signIn(one, site, 'otto', PASSWORD);
      await arriveAt(one, '/dashboard');
    }
    await open(here, '/profile');
    const ends = here.getByRole('button', { name: /^End the login session of / });
    // These two, and the one that chose the password.
    await ends.nth(2).waitFor();
    await inspect(here, 'profile-sessions');
    await ends.first().click();
    await ends.nth(2).waitFor({ state: 'detached' });
    await button(here, 'Sign out everywhere else').click();
    await here.getByText('2 other login sessions have ended.').waitFor();
    await ends.first().waitFor({ state: 'detached' });
    for (const one of [there, elsewhere]) {
      await open(one, '/activity');
      await arriveAt(one, '/login');
    }
    await open(here, '/activity');
    await arriveAt(here, '/activity');
    await here.context().close();
  });
});

describe('a forgotten password', () => {
  it('is answered alike, whatever name is given', async () => {
    for (const who of ['nobody-of-this-name', EMAIL]) {
      await open(page, '/login');
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      // The sign-in page has a field of the same name.
      await button(page, 'Send reset link').waitFor();
      if (who === EMAIL) await inspect(page, 'forgot-password');
      await field(page, 'User name or e-mail').fill(who);
      await button(page, 'Send reset link').click();
      await heading(page, 'Check your email').waitFor();
    }
    await inspect(page, 'forgot-password-sent');
  });

  it('is reset by the link, whose token leaves the address at once', async () => {
    const link = await resetLink();
    expect(link.startsWith(site.url)).toBe(true);
    await page.goto(link);
    await field(page, 'New password').fill('password1234');
    await field(page, 'New password again').fill('password1234');
    expect(page.url()).toBe(`${site.url}/reset-password`);
    await button(page, 'Set new password').click();
    await page.getByText('E-USER-W', { exact: false }).first().waitFor();
    await inspect(page, 'reset-password-weak');
    await field(page, 'New password').fill(NEW_PASSWORD);
    await field(page, 'New password again').fill(NEW_PASSWORD);
    await page.getByText('Strength: very strong.', { exact: false }).waitFor();
    await inspect(page, 'reset-password');
    await button(page, 'Set new password').click();
    await arriveAt(page, '/login');
    await page.getByText('Your password was changed', { exact: false }).waitFor();
    await inspect(page, 'login-after-reset');
  });

  it('does not skip the second factor', async () => {
    const [, second = ''] = recoveryCodes;
    await signIn(page, site, 'mara', NEW_PASSWORD);
    await button(page, 'Use a recovery code instead').click();
    await field(page, 'Recovery code').fill(second);
    await button(page, 'Continue').click();
    await arriveAt(page, '/dashboard');
  });

  it('is not reset twice by one link', async () => {
    const used = await browser.page();
    await used.goto(await resetLink());
    await field(used, 'New password').fill(NEW_PASSWORD);
    await field(used, 'New password again').fill(NEW_PASSWORD);
    await button(used, 'Set new password').click();
    await used.getByText('This link no longer works').waitFor();
    await inspect(used, 'reset-password-over');
    await used.getByRole('link', { name: 'Ask for a new link' }).click();
    await arriveAt(used, '/forgot-password');
    await open(used, '/reset-password');
    await used.getByText('The address of this page no longer contains the link', { exact: false }).waitFor();
    await used.context().close();
  });
});

describe('settings', () => {
  it('hold the time zone, the theme and lower limits of one’s own', async () => {
    await page.getByRole('button', { name: /^Your menu/ }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await field(page, 'Follows').waitFor();
    await field(page, 'Your time zone').selectOption('Pacific/Auckland');
    await button(page, 'Save time zone').click();
    await page.getByText('Times are shown in Pacific/Auckland now.', { exact: false }).waitFor();
    await page.getByText('(Pacific/Auckland)', { exact: false }).first().waitFor();
    await field(page, 'Follows').fill('51');
    await button(page, 'Save my limits').click();
    await page.getByText('Enter a whole number from 0 to 50, or leave it empty.').waitFor();
    await inspect(page, 'settings-refused');
    await field(page, 'Follows').fill('12');
    await button(page, 'Save my limits').click();
    await page.getByText('In effect today: 12.', { exact: false }).waitFor();
    await inspect(page, 'settings');
    await page.reload();
    expect(await field(page, 'Follows').inputValue()).toBe('12');
    await field(page, 'Follows').fill('');
    await button(page, 'Save my limits').click();
    await page.getByText('In effect today: 12.', { exact: false }).waitFor({ state: 'detached' });
    await field(page, 'Dark').check();
    await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
    await field(page, 'Same as system').check();
  });
});

describe('a second factor that an administrator requires', () => {
  it('comes before everything else', async () => {
    await admin.signIn('admin', ADMIN_PASSWORD);
    // An administrator who requires one must have one.
    const { totp } = await admin.call(routes.totp.enroll);
    await admin.call(routes.totp.confirm, { body: { code: codeOf(totp.secret) } });
    expect(await admin.call(routes.system.setSecurity, { body: { require_two_factor: true } })).toMatchObject({
      status: 200,
    });
    const required = await browser.page();
    await signIn(required, site, 'otto', PASSWORD);
    await arriveAt(required, '/profile/two-factor-setup');
    await open(required, '/activity');
    await arriveAt(required, '/profile/two-factor-setup');
    await button(required, 'Set up authenticator app').waitFor();
    await inspect(required, 'two-factor-setup');
    await button(required, 'Set up authenticator app').click();
    await field(required, 'Code from the app').fill(codeOf(await shownSecret(required)));
    await button(required, 'Confirm code').click();
    await button(required, 'I have saved them').waitFor();
    await inspect(required, 'two-factor-setup-codes');
    await button(required, 'I have saved them').click();
    await arriveAt(required, '/dashboard');
    await open(required, '/activity');
    await heading(required, 'Activity').waitFor();
  });
});

describe('the browser', () => {
  it('had nothing to complain about', () => expect(browser.problems).toEqual([]));
});
