import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { Client, Stack } from '@pacekeeper/testing';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { button, Chromium, field, heading, inspect, type Page, picture } from './browser.ts';
import { firstPassword, shownPassword, signIn } from './people.ts';

const ADMIN_PASSWORD = 'twelve-herons-wait-at-the-weir-83';
const LONG_NAME = 'anastasia-constantinopoulou-of-the-northern-harbour-team-two';
const LONG_EMAIL = `${LONG_NAME}@a-very-long-department-name.example.org`;

let stack: Stack;
let browser: Chromium;
let page: Page;
/** The administrator again, through the API. */
let admin: Client;
let oneTimePassword = '';

const open = async (path: string): Promise<void> => void (await page.goto(`${stack.url}${path}`));
const dialog = () => page.getByRole('dialog');
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true });
const openUser = async (name: string): Promise<void> => {
  await open('/admin/users');
  await page.getByRole('link', { name, exact: true }).click();
  await heading(page, name).first().waitFor();
};

beforeAll(async () => {
  stack = await Stack.start();
  browser = await Chromium.start();
  page = await browser.page();
  admin = new Client(stack.url);
  await admin.signInFirst('admin', firstPassword(stack), ADMIN_PASSWORD);
  await signIn(page, stack, 'admin', ADMIN_PASSWORD);
  await page.waitForURL('**/dashboard');
});
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
});

describe('users', () => {
  it('are created with a password to hand over, and invited where there is an address', async () => {
    await open('/admin/users');
    await heading(page, 'Users').waitFor();
    await button(page, 'Create user').click();
    await dialog().getByLabel('User name').fill('mara');
    await inDialog('Create user').click();
    oneTimePassword = await shownPassword(page);
    await page.keyboard.press('Escape');
    expect(await shownPassword(page)).toBe(oneTimePassword);
    expect(await dialog().getByRole('button').count()).toBe(2);
    await inDialog('I have handed it over').click();
    await button(page, 'Create user').click();
    await dialog().getByLabel('User name').fill(LONG_NAME);
    await dialog().getByLabel('E-mail').fill(LONG_EMAIL);
    await picture(page, 'admin-create-user');
    await inDialog('Create user').click();
    await page.getByText(`An invitation is on its way to ${LONG_EMAIL}.`, { exact: false }).waitFor();
    await picture(page, 'admin-user-invited');
    await inDialog('I have handed it over').click();
    await button(page, 'Create user').click();
    await dialog().getByLabel('User name').fill('MARA');
    await inDialog('Create user').click();
    await dialog().getByText('E-SYS-W-B89F', { exact: true }).waitFor();
    expect(await dialog().getByLabel('User name').inputValue()).toBe('MARA');
    await picture(page, 'admin-create-user-refused');
    await page.keyboard.press('Escape');
  });

  it('are found by name, role and state, page by page', async () => {
    await page.getByRole('link', { name: LONG_NAME }).waitFor();
    await inspect(page, 'admin-users-some');
    for (let number = 10; number < 65; number += 1)
      await admin.call(routes.users.create, { body: { username: `person-${number}` } });
    await open('/admin/users');
    await page.getByRole('link', { name: LONG_NAME }).waitFor();
    await picture(page, 'admin-users-many');
    expect(await page.getByRole('row').count()).toBe(51);
    await button(page, 'Load more users').click();
    await page.getByRole('link', { name: 'person-64' }).waitFor();
    await field(page, 'Role').selectOption('Administrators');
    await page.waitForURL('**/admin/users?role=admin');
    await page.getByRole('link', { name: 'person-64' }).waitFor({ state: 'detached' });
    await page.getByText('you', { exact: true }).waitFor();
    await field(page, 'Search').fill('nobody-at-all');
    await page.getByText('No matching users').waitFor();
    await picture(page, 'admin-users-none');
    await page.getByRole('link', { name: 'Show everybody' }).click();
    await page.getByRole('link', { name: 'person-10' }).waitFor();
    expect(await field(page, 'Search').inputValue()).toBe('');
  });

  it('are edited, and what is wrong is shown at its field', async () => {
    await openUser('mara');
    await field(page, 'E-mail').fill('not an address');
    await button(page, 'Save changes').click();
    await page.getByText('Enter a complete e-mail address, or leave it empty.').waitFor();
    await field(page, 'E-mail').fill('mara@example.org');
    await field(page, 'User name').fill('mara.b');
    await button(page, 'Save changes').click();
    await heading(page, 'mara.b').first().waitFor();
    await page.getByText('Saved.', { exact: true }).waitFor();
    await page.getByText('A link is mailed to mara@example.org', { exact: false }).waitFor();
    await picture(page, 'admin-user');
  });

  it('are helped back in: a link by mail, or a password to hand over', async () => {
    await button(page, 'Reset password').click();
    await picture(page, 'admin-reset-asked');
    await inDialog('Reset password').click();
    await page.getByText('A link is on its way to mara@example.org.').waitFor();
    await page.keyboard.press('Escape');
    await openUser('person-10');
    await button(page, 'Reset password').click();
    await inDialog('Reset password').click();
    expect(await shownPassword(page)).toMatch(/^\w{5}(-\w{5}){4}$/);
    await inspect(page, 'admin-reset-password');
    await inDialog('I have handed it over').click();
  });

  it('are signed out everywhere', async () => {
    const mara = new Client(stack.url);
    await mara.signIn('mara.b', oneTimePassword);
    await openUser('mara.b');
    await button(page, 'End all login sessions').click();
    await inDialog('End all login sessions').click();
    await page.getByText('1 login session ended.').first().waitFor();
    expect((await mara.call(routes.auth.me)).error).toBe('TOKEN_INVALID');
  });

  it('are disabled and enabled again', async () => {
    await button(page, 'Disable user').click();
    await picture(page, 'admin-disable-asked');
    await inDialog('Disable user').click();
    await page.getByText('disabled', { exact: true }).waitFor();
    expect((await new Client(stack.url).signIn('mara.b', oneTimePassword)).error).toBe('INVALID_CREDENTIALS');
    await button(page, 'Enable user').click();
    await button(page, 'Disable user').waitFor();
  });

  it('get limits of their own with a reason, and lose them again', async () => {
    await field(page, 'Follows').fill('twelve');
    await button(page, 'Save limits').click();
    await page.getByText('Enter a whole number from 0 to 10,000.').waitFor();
    await field(page, 'Follows').fill('12');
    await field(page, 'Reason').fill('The account is young.');
    await button(page, 'Save limits').click();
    await page.getByText('0 of 12 used today', { exact: false }).waitFor();
    await page.getByText('The account is young.', { exact: false }).waitFor();
    await picture(page, 'admin-user-limits');
    await button(page, 'Reset to default').click();
    await inDialog('Reset to default').click();
    await page.getByText('0 of 12 used today', { exact: false }).waitFor({ state: 'detached' });
    expect(await field(page, 'Follows').inputValue()).toBe('50');
  });

  it('are deleted once their name was typed', async () => {
    await openUser(LONG_NAME);
    await inspect(page, 'admin-user-long');
    await button(page, 'Delete user').click();
    await inDialog('Delete user').click();
    await dialog().getByText(`Type ${LONG_NAME} to delete this user.`).waitFor();
    await inspect(page, 'admin-delete-asked');
    await field(page, `Type ${LONG_NAME} to confirm`).fill(LONG_NAME);
    await inDialog('Delete user').click();
    await page.waitForURL('**/admin/users');
    await page.getByRole('link', { name: 'mara.b' }).waitFor();
    expect(await page.getByRole('link', { name: LONG_NAME }).count()).toBe(0);
  });

  it('keep their last administrator, who is told why', async () => {
    await openUser('admin');
    await button(page, 'Disable user').click();
    await dialog().getByText('This is you', { exact: false }).waitFor();
    await inDialog('Disable user').click();
    await dialog().getByText('E-SYS-W-B89F', { exact: true }).waitFor();
    await picture(page, 'admin-last-administrator');
    await inDialog('Keep active').click();
    await field(page, 'Role').selectOption('user');
    await button(page, 'Save changes').click();
    await inDialog('Become a user').click();
    await dialog().getByText('E-SYS-W-B89F', { exact: true }).waitFor();
    await inDialog('Stay administrator').click();
  });
});

describe('the limits of everybody', () => {
  it('are set with a reason, and the own ones follow by themselves', async () => {
    await open('/admin/quotas');
    await button(page, 'Save limits').click();
    await page.getByText('Nothing has changed.').waitFor();
    await field(page, 'Likes').fill('150');
    await field(page, 'Reason').fill('A quiet season.');
    await button(page, 'Save limits').click();
    await page.getByText('Saved. They apply from the next action on.').waitFor();
    await page.getByText('0 of 150 used today', { exact: false }).waitFor();
    await inspect(page, 'admin-limits-saved');
    await admin.call(routes.limits.setDefault, { body: { likes_limit: 140 } });
    await page.getByText('0 of 140 used today', { exact: false }).waitFor();
    expect(await field(page, 'Likes').inputValue()).toBe('140');
  });
});

describe('the audit log', () => {
  it('says who did what to whom, and is whole', async () => {
    await open('/admin/audit-log');
    await page.getByText(/^Intact: [\d,]+ entries, checked just now$/).waitFor();
    await page.getByRole('button', { name: 'Daily limits changed' }).first().waitFor();
    await picture(page, 'audit-log');
  });

  it('is filtered by what, outcome and person, all in the address', async () => {
    await field(page, 'What').selectOption({ label: 'User deleted' });
    await page.waitForURL('**/admin/audit-log?action=user_deleted');
    await page.getByRole('button', { name: 'Daily limits changed' }).first().waitFor({ state: 'detached' });
    await page.getByText('deleted user').waitFor();
    await field(page, 'Outcome').selectOption('Refused');
    await page.getByText('Nothing matches these filters').waitFor();
    await page.getByRole('link', { name: 'Show everything' }).click();
    await openUser('mara.b');
    await page.getByRole('link', { name: 'What was done to mara.b' }).click();
    await button(page, 'To mara.b: show everybody').waitFor();
    await page.getByRole('button', { name: 'Login sessions ended' }).first().waitFor();
    await inspect(page, 'audit-log-person');
  });

  it('shows everything about an entry, with ids to copy', async () => {
    await page.getByRole('button', { name: 'Daily limits changed' }).first().click();
    await dialog().getByText('50, then 12').or(dialog().getByText('none, then 12')).waitFor();
    await dialog().getByText('The account is young.').waitFor();
    await dialog()
      .getByRole('button', { name: /^Copy hash: [\da-f]{64}$/ })
      .waitFor();
    await inspect(page, 'audit-log-entry');
    await dialog().getByRole('link', { name: 'What else admin did' }).click();
    await button(page, 'By admin: show everybody').waitFor();
    await dialog().waitFor({ state: 'detached' });
  });

  it('is taken away as CSV, which is an entry itself', async () => {
    await open('/admin/audit-log');
    const download = page.waitForEvent('download');
    await button(page, 'Export CSV').click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('pacekeeper-audit-log.csv');
    const rows = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(rows[0]).toMatch(/^seq,at,action,outcome,/);
    expect(rows.length).toBeGreaterThan(60);
    await page.getByRole('button', { name: 'Audit log exported' }).first().waitFor();
  });

  it('shows where somebody changed it past the product, and what to do', async () => {
    const owner = new pg.Client({ connectionString: stack.databaseUrl('owner') });
    await owner.connect();
    await owner.query(`UPDATE audit_log SET outcome = 'refused' WHERE seq = 5 AND outcome = 'success'`);
    await owner.end();
    await button(page, 'Check again').click();
    await page.getByText('Broken at entry 5').waitFor();
    await field(page, 'What').selectOption({ label: 'User deleted' });
    await page.getByText('deleted user').waitFor();
    await inspect(page, 'audit-log-broken');
  });
});

describe('the system', () => {
  it('shows the state of everything', async () => {
    await open('/admin/system');
    await page.getByText('PostgreSQL', { exact: true }).waitFor();
    await page.getByText('Saved to files: no mail server is set').waitFor();
    await inspect(page, 'system');
  });

  it('asks for a second factor of everybody only once the administrator has one', async () => {
    await page.getByRole('link', { name: 'Set up a second factor', exact: true }).waitFor();
    await page.getByText('once you have one yourself', { exact: false }).waitFor();
    expect(await button(page, 'Require for everybody').count()).toBe(0);
    await admin.signIn('admin', ADMIN_PASSWORD);
    const { totp } = await admin.call(routes.totp.enroll);
    const code = new TOTP({ secret: Secret.fromBase32(totp.secret) }).generate();
    expect((await admin.call(routes.totp.confirm, { body: { code } })).status).toBe(200);
    await open('/admin/system');
    await button(page, 'Require for everybody').click();
    await picture(page, 'system-require-asked');
    await inDialog('Require for everybody').click();
    await page.getByText('required', { exact: true }).waitFor();
    await button(page, 'Stop requiring').click();
    await inDialog('Stop requiring').click();
    await page.getByText('optional', { exact: true }).waitFor();
  });

  it('gives an administrator’s second factors up, once asked', async () => {
    await openUser('admin');
    await button(page, 'Remove second factors').click();
    await picture(page, 'admin-factors-asked');
    await inDialog('Keep them').click();
  });
});

describe('whoever is no administrator', () => {
  it('sees no administration, and is told so at its addresses', async () => {
    const person = await browser.page('phone', 'dark');
    const mara = new Client(stack.url);
    await mara.signInFirst('mara.b', oneTimePassword, 'a-blue-door-behind-the-orchard-52');
    await signIn(person, stack, 'mara.b', 'a-blue-door-behind-the-orchard-52');
    await person.waitForURL('**/dashboard');
    for (const place of ['users', 'approvals', 'quotas', 'audit-log', 'system']) {
      await person.goto(`${stack.url}/admin/${place}`);
      await heading(person, 'You do not have access').waitFor();
    }
    await picture(person, 'not-for-your-role');
    await button(person, 'More').click();
    await person.getByRole('dialog').getByRole('link').first().waitFor();
    await picture(person, 'more');
    for (const name of ['Users', 'Approvals', 'Daily limits', 'Audit log', 'System']) {
      expect(await person.getByRole('link', { name, exact: true }).count()).toBe(0);
    }
  });
});

describe('the browser', () => {
  it('had nothing to complain about', () => expect(browser.problems).toEqual([]));
});
