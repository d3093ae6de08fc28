/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { type AccountDetail, type Breaker, errorEntry, routes } from '@pacekeeper/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { anAccount, mara, someLimits } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { AccountHours } from './account-settings-hours.tsx';
import { AccountPaceForm } from './account-settings-pace.tsx';
import { AccountRamp } from './account-settings-ramp.tsx';
import { Breakers } from './breakers.tsx';

const api = givenApi();
const account = anAccount();
const detail: AccountDetail = {
  ...account,
  proxy_host: null,
  device: null,
  connected: true,
  working_hours: null,
  pace: null,
};
const breaker: Breaker = {
  id: '0198c0de-0000-7000-8000-000000000051',
  account_id: account.id,
  instagram_username: account.instagram_username,
  action: 'follow',
  state: 'open',
  opened_at: '2026-11-23T09:00:00Z',
  until: new Date(Date.now() + 7_200_000).toISOString(),
  symbol: 'ACTION_BLOCKED',
  code: errorEntry('ACTION_BLOCKED').code,
  reopened: 2,
  trigger: 'action',
};
const list = (...items: Breaker[]) => api.answers(routes.breakers.list, { success: true, items, next_cursor: null });
const sent = (method: string) => api.asked.find((one) => one.method === method)?.body;

describe('the breakers of an account', () => {
  it('say what is stopped, until when and why, and are released with a reason', async () => {
    list(breaker);
    api.answers(routes.breakers.release, { success: true, breaker: { ...breaker, state: 'closed' } });
    const { user } = draw(<Breakers account={account} />);
    const [line] = await screen.findAllByRole('listitem');
    expect(line?.textContent).toMatch(/follows: stopped, until .*\(in (2 h|1 h 59 min)\)/);
    expect(line?.textContent).toContain('Came back 2 times');
    expect(line?.textContent).toContain(errorEntry('ACTION_BLOCKED').message);
    await user.click(screen.getAllByRole('button', { name: /^Go on now/ })[0] as HTMLElement);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Go on now' }));
    expect(dialog.getByText('Enter a reason of 3 to 300 characters.')).toBeTruthy();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'It was my own fault');
    await user.click(dialog.getByRole('button', { name: 'Go on now' }));
    await waitFor(() => expect(sent('POST')).toEqual({ reason: 'It was my own fault' }));
  });

  it('are not there where nothing is stopped', async () => {
    list();
    const { container } = draw(<Breakers account={account} />);
    await waitFor(() => expect(api.asked.length).toBe(2));
    expect(container.querySelector('section')).toBeNull();
  });
});

describe('the settings of an account', () => {
  it('take hours over midnight and without some days', async () => {
    api.answers(routes.accounts.update, { success: true, account: detail });
    const { user } = draw(<AccountHours account={{ ...detail, working_hours: { from: '22:00', to: '24:00' } }} />);
    const to = screen.getByLabelText('To');
    expect((to as HTMLInputElement).value).toBe('00:00');
    await user.clear(to);
    await user.type(to, '02:00');
    expect(screen.getByText('On the next day.')).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'Sunday' }));
    await user.click(screen.getByRole('button', { name: 'Set working hours' }));
    await waitFor(() =>
      expect(sent('PATCH')).toEqual({ working_hours: { from: '22:00', to: '02:00', days: [1, 2, 3, 4, 5, 6] } }),
    );
  });

  it('take a slower pace, and refuse a faster one at the field', async () => {
    api.answers(routes.accounts.update, { success: true, account: detail });
    const { user } = draw(<AccountPaceForm account={detail} />);
    const follows = screen.getByRole('textbox', { name: 'Follows an hour' });
    await user.type(follows, '11');
    await user.click(screen.getByRole('button', { name: 'Set pace' }));
    expect(screen.getByText('Enter 1 to 10, or leave it empty.')).toBeTruthy();
    await user.clear(follows);
    await user.type(follows, '4');
    await user.click(screen.getByRole('button', { name: 'Set pace' }));
    await waitFor(() => expect(sent('PATCH')).toEqual({ pace: { gap_seconds: null, hourly_caps: { follow: 4 } } }));
  });

  it('say why an account may do as much as it may today; administrators set it', async () => {
    api.answers(routes.limits.own, { success: true, limits: someLimits() });
    api.answers(routes.accounts.setRamp, {
      success: true,
      account: { id: account.id, user_id: mara.id, instagram_username: 'mia.travels', ramp: 0.5 },
    });
    const { user } = draw(<AccountRamp account={anAccount({ ramp: 0.23 })} />, { person: { ...mara, role: 'admin' } });
    expect(await screen.findByText(/12 follows today, full limit 50/)).toBeTruthy();
    expect(screen.getByText(/full limits come after 8 clean days/)).toBeTruthy();
    const share = screen.getByRole('textbox', { name: 'Share of its limits, percent' });
    await user.clear(share);
    await user.type(share, '50');
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'known for years');
    await user.click(screen.getByRole('button', { name: 'Set share' }));
    expect(await screen.findByText('It may use 50 % of its limits now.')).toBeTruthy();
    expect(sent('PUT')).toEqual({ ramp: 0.5, reason: 'known for years' });
  });
});
