/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import type { SystemAnswer } from '@pacekeeper/contracts';
import { screen } from '@testing-library/react';
import { draw } from '../../../testing/render.tsx';
import { Foundations } from './installation.tsx';

const system = (mail: Partial<SystemAnswer['system']['mail']>): SystemAnswer['system'] => ({
  version: '0.1.0',
  node: '26.10.0',
  mode: 'simulator',
  pace_speed: 60,
  started_at: '2026-11-23T09:00:00Z',
  database: { version: '18.4', size_bytes: 11_515_583 },
  mail: { transport: 'smtp', waiting: 0, ...mail },
  fleet: { running_bots: 0, paused_bots: 0, valid_sessions: 0, open_jobs: 0, unknown_outcomes: 0 },
  security: { require_two_factor: false },
});

describe('database and mail', () => {
  it('say what kept a mail from being sent last, and when', () => {
    const at = new Date(Date.now() - 5 * 60_000).toISOString();
    draw(<Foundations system={system({ waiting: 2, last_error: { reason: 'ECONNREFUSED', at } })} />);
    const error = screen.getByText('Last error').nextElementSibling;
    expect(error?.textContent).toMatch(/^ECONNREFUSED, 5 min(utes)? ago$/);
    expect(screen.getByText('Waiting').nextElementSibling?.textContent).toBe('2 mails');
  });

  it.each([
    ['smtp', 0, 'Sent through the mail server', 'no mail'],
    ['outbox', 1, 'Saved to files: no mail server is set', '1 mail'],
  ] as const)('say nothing of an error where there was none: %s', (transport, waiting, words, count) => {
    draw(<Foundations system={system({ transport, waiting })} />);
    expect(screen.queryByText('Last error')).toBeNull();
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(count)).toBeTruthy();
  });
});
