/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { aBot, aJob, anAccount, aRow } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { JobOverview } from './job-overview.tsx';
import { JobTargets } from './job-targets.tsx';

const api = givenApi();
const overview = (job = aJob()) => <JobOverview job={job} bot={aBot()} account={anAccount()} />;

describe('the page of a job', () => {
  it('has numbers that add up, one clock, and whom it leaves out', () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    draw(
      overview(
        aJob({
          state: 'waiting',
          reason: 'x',
          reason_symbol: 'quota',
          until,
          filters: { ...aJob().filters, skip_private: true },
        }),
      ),
    );
    expect(screen.getByText('6 of 20 done')).toBeTruthy();
    expect(screen.getByText('1 failed')).toBeTruthy();
    expect(screen.getByText('13 remaining')).toBeTruthy();
    expect(screen.getByText(/Today's limit is reached/)).toBeTruthy();
    expect(screen.getByText('Private accounts')).toBeTruthy();
    expect(screen.getByRole('link', { name: '@mia.travels' })).toBeTruthy();
  });

  it('says why it ended early, and offers nothing more to stop', async () => {
    const last = {
      error: 'SOURCE_EXHAUSTED',
      code: 'E-BOT-I-63D6',
      message: 'x',
      help: 'x',
      at: aJob().created_at,
    } as const;
    draw(overview(aJob({ state: 'completed', last_error: last })));
    expect(await screen.findByRole('button', { name: 'Copy code: E-BOT-I-63D6' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Cancel job' })).toBeNull();
  });

  it('keeps the focus when it is cancelled', async () => {
    const cancelled = aJob({ state: 'cancelled' });
    api.answers(routes.jobs.cancel, { success: true, job: cancelled });
    const { user, rerender } = draw(overview());
    await user.click(screen.getByRole('button', { name: 'Cancel job' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel job' }));
    rerender(overview(cancelled));
    expect(document.activeElement).not.toBe(document.body);
    expect(document.activeElement?.textContent).toContain('6 of 20 done');
  });
});

describe('what a job did', () => {
  it('names each target with the reason, and is filtered in the address', async () => {
    const skipped = aRow({ status: 'warning', message: 'Skipped.', error_code: 'E-BOT-W-32C3' });
    api.answers(routes.activity.list, { success: true, items: [skipped], next_cursor: null });
    const { user } = draw(<JobTargets jobId={aJob().id} />);
    expect(await screen.findByText('@otto')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'E-BOT-W-32C3' })).toBeTruthy();
    api.answers(routes.activity.list, { success: true, items: [], next_cursor: null });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'error');
    expect(await screen.findByText('Nothing has this status')).toBeTruthy();
  });
});
