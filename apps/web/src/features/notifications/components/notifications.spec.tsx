/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { type Channel, routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { mara } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { NotificationsSection } from './notifications-section.tsx';

const api = givenApi();
const hook: Channel = {
  id: '0198c0de-0000-7000-8000-000000000041',
  kind: 'webhook',
  target: 'https://example.org/hook?key=abc',
  secret_set: true,
  events: ['challenge'],
  quiet_hours: { from: '22:00', to: '07:00' },
  waiting: 1,
  last_sent_at: null,
  failure: {
    message: 'The other side answered with status 500.',
    message_symbol: 'notification.failed',
    params: { because: 'status', status: 500 },
    at: '2026-11-23T09:00:00Z',
    tries: 3,
    gave_up: false,
  },
};
const given = (channels: Channel[], digest: 'off' | 'daily' = 'off') => ({
  success: true as const,
  notifications: { channels, digest },
});
const sent = () => api.asked.find(({ method }) => method === 'PUT')?.body;

describe('notifications', () => {
  it('are set with a channel, which keeps what was typed where it is refused', async () => {
    api.answers(routes.notifications.read, given([]));
    const details = [{ path: 'channels.0.target', message: 'leads into a private network' }];
    api.refuses(routes.notifications.set, 'VALIDATION_FAILED', { details });
    const { user } = draw(<NotificationsSection />);
    expect(await screen.findByText('You are not notified of anything yet')).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Another channel' }), 'Slack');
    await user.click(screen.getByRole('button', { name: 'Add channel' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Webhook address of Slack' }), 'https://hooks.slack.com/a');
    await user.click(dialog.getByRole('checkbox', { name: 'A job finished' }));
    await user.click(dialog.getByRole('button', { name: 'Add channel' }));
    expect(await dialog.findByText('Leads into a private network.')).toBeTruthy();
    api.answers(routes.notifications.set, given([hook]));
    await user.click(dialog.getByRole('button', { name: 'Add channel' }));
    expect(await screen.findByRole('heading', { name: 'Webhook' })).toBeTruthy();
    expect(sent()).toMatchObject({ channels: [{ kind: 'slack', target: 'https://hooks.slack.com/a' }] });
    const [channel] = (sent() as { channels: { events: string[] }[] }).channels;
    expect(channel?.events).toContain('job_done');
  });

  it('say in words what did not arrive, and try again on request', async () => {
    api.answers(routes.notifications.read, given([hook]));
    const { user } = draw(<NotificationsSection />);
    expect(await screen.findByText(/answered with status 500\. It is tried again for a day/)).toBeTruthy();
    expect(screen.getByText('example.org', { selector: 'span' })).toBeTruthy();
    expect(screen.queryByText(/key=abc/)).toBeNull();
    api.answers(routes.notifications.test, { success: true, results: [{ channel_id: hook.id, delivered: true }] });
    await user.click(screen.getByRole('button', { name: /^Send test/ }));
    expect(await screen.findByText('The test was sent to example.org.')).toBeTruthy();
  });

  it('end with their channel, and the summary with the last one by mail', async () => {
    const mail: Channel = { ...hook, kind: 'mail', target: null, secret_set: false, failure: null };
    api.answers(routes.notifications.read, given([mail], 'daily'));
    api.answers(routes.notifications.set, given([]));
    const { user } = draw(<NotificationsSection />, { person: mara });
    await user.click(await screen.findByRole('button', { name: /^Remove E-mail/ }));
    expect(await screen.findByText(/The summary by mail ends too/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove channel' }));
    expect(await screen.findByText('You are not notified of anything yet')).toBeTruthy();
    expect(sent()).toEqual({ channels: [], digest: 'off' });
  });
});
