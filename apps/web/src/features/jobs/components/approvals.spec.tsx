/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { routes, type User } from '@pacekeeper/contracts';
import { screen } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { aJob, mara } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { ApprovalList } from './approval-list.tsx';

const api = givenApi();
const admin: User = { ...mara, id: '0198c0de-0000-7000-8000-000000000008', username: 'ada', role: 'admin' };
const job = aJob({ state: 'planned', plan_version: 2, done: 0 });
const given = (...jobs: (typeof job)[]) => {
  api.answers(routes.users.list, {
    success: true,
    items: [admin, { ...mara, needs_approval: true }],
    next_cursor: null,
  });
  api.answers(routes.jobs.list, { success: true, items: jobs, next_cursor: null });
};

describe('the plans of others', () => {
  it('are looked at and approved without a start of their bot', async () => {
    given(job);
    api.answers(routes.jobs.readPlan, {
      success: true,
      items: [],
      next_cursor: null,
      summary: { version: 2, acts: 4, skips: [], first_at: null, last_at: null, expires_at: null },
    });
    api.answers(routes.jobs.approve, { success: true, job: { ...job, state: 'queued' } });
    const { user } = draw(<ApprovalList />, { person: admin });
    await user.click(await screen.findByRole('button', { name: 'Look at plan of mara' }));
    const approve = await screen.findByRole('button', { name: 'Approve 4' });
    given();
    await user.click(approve);
    expect(await screen.findByText('No plan waits for approval')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({ version: 2 });
  });

  it('are rejected with a reason', async () => {
    given(job);
    api.answers(routes.jobs.reject, { success: true, job: { ...job, state: 'cancelled' } });
    const { user } = draw(<ApprovalList />, { person: admin });
    await user.click(await screen.findByRole('button', { name: 'Reject the plan of mara' }));
    const reason = screen.getByRole('textbox', { name: 'Reason' });
    await user.type(reason, 'no');
    await user.click(screen.getByRole('button', { name: 'Reject plan' }));
    expect(screen.getByText('Enter a reason of 3 to 300 characters.')).toBeTruthy();
    await user.type(reason, 't this week');
    given();
    await user.click(screen.getByRole('button', { name: 'Reject plan' }));
    expect(await screen.findByText('No plan waits for approval')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({ reason: 'not this week' });
  });
});
