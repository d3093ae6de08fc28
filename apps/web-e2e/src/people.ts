import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@pacekeeper/testing';
import { button, field, type Page } from './browser.ts';

/** Types name and password into the sign-in page. */
export const signIn = async (on: Page, { url }: Pick<Stack, 'url'>, name: string, password: string): Promise<void> => {
  await on.goto(`${url}/login`);
  await field(on, 'User name or e-mail').fill(name);
  await field(on, 'Password').fill(password);
  await button(on, 'Sign in').click();
};

/** Changes a password that was handed over into the person's own. */
export const choosePassword = async (on: Page, current: string, next: string): Promise<void> => {
  await on.waitForURL('**/profile/change-password');
  await field(on, 'Current password').fill(current);
  await field(on, 'New password').fill(next);
  await field(on, 'New password again').fill(next);
  await button(on, 'Change password').click();
};

/** Signs out from the menu of the person, which is behind "More" on a phone too. */
export const signOut = async (on: Page): Promise<void> => {
  await on.getByRole('button', { name: /^Your menu/ }).click();
  await button(on, 'Sign out').click();
};

/** The one-time password of the first administrator, as the first start left it. */
export const firstPassword = ({ dataDir }: Stack): string =>
  readFileSync(join(dataDir, 'first-admin-password'), 'utf8').trim();

/** The one-time password that a dialog shows. */
export const shownPassword = async (on: Page): Promise<string> => {
  const copy = on.getByRole('button', { name: /^Copy one-time password: / });
  return ((await copy.getAttribute('aria-label')) ?? '').replace('Copy one-time password: ', '');
};
