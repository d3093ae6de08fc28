/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { type Job, type Plan, type PlanItem, routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { aBot, aJob, mara } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { JobPlan } from './job-plan.tsx';
import { JobUndo } from './job-undo.tsx';

const api = givenApi();
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000 + 60_000).toISOString();
const planned = (changes: Partial<Job> = {}): Job => aJob({ state: 'planned', plan_version: 3, done: 0, ...changes });
const otto: PlanItem = {
  id: '1',
  target: { pk: '77', username: 'otto' },
  decision: 'act',
  expected_at: soon(1),
};
const kai: PlanItem = { id: '2', target: { pk: '78', username: 'kai' }, decision: 'skip', symbol: 'PLAN_STRUCK' };
const summary: Plan['summary'] = {
  version: 3,
  acts: 1,
  skips: [{ symbol: 'PLAN_STRUCK', count: 1 }],
  first_at: soon(1),
  last_at: soon(2),
  expires_at: soon(40),
};
const given = (items: PlanItem[] = [otto, kai], changes: Partial<Plan['summary']> = {}) =>
  api.answers(routes.jobs.readPlan, {
    success: true,
    items,
    next_cursor: null,
    summary: { ...summary, ...changes },
  });
const posted = () => api.asked.filter(({ method }) => method !== 'GET').map(({ body }) => body);

describe('a plan', () => {
  it('names each person with the time or the reason, and until when it waits', async () => {
    given();
    draw(<JobPlan job={planned()} bot={aBot()} />);
    const row = (await screen.findByRole('cell', { name: '@otto' })).closest('tr') as HTMLElement;
    expect(within(row).getByText(/^in 1 h/)).toBeTruthy();
    const struck = screen.getByRole('cell', { name: '@kai' }).closest('tr') as HTMLElement;
    expect(await within(struck).findByText('Struck from the plan')).toBeTruthy();
    expect(screen.getByText(/^until .+\(in/)).toBeTruthy();
  });

  it('has people struck and restored', async () => {
    given();
    api.answers(routes.jobs.changePlan, { success: true, job: planned({ plan_version: 4 }) });
    const { user } = draw(<JobPlan job={planned()} bot={aBot()} />);
    await user.click(await screen.findByRole('button', { name: 'Strike @otto' }));
    await user.click(await screen.findByRole('button', { name: 'Restore @kai' }));
    await screen.findByRole('button', { name: 'Restore @kai' });
    expect(posted()).toEqual([{ strike: ['77'] }, { restore: ['78'] }]);
  });

  it.each([
    ['running', 'Approve 1', { version: 3 }],
    ['stopped', 'Start bot and approve 1', { version: 3, start: true }],
  ] as const)('is approved as it was seen where the bot is %s', async (state, button, body) => {
    given();
    api.answers(routes.jobs.approve, { success: true, job: aJob({ state: 'queued' }) });
    const { user } = draw(<JobPlan job={planned()} bot={aBot({ state })} />);
    await user.click(await screen.findByRole('button', { name: button }));
    await screen.findByRole('button', { name: button });
    expect(posted()).toEqual([body]);
  });

  it('is read again and says so where it has changed since', async () => {
    given();
    api.refuses(routes.jobs.approve, 'CONFLICT');
    const { user } = draw(<JobPlan job={planned()} bot={aBot()} />);
    const approve = await screen.findByRole('button', { name: 'Approve 1' });
    given([otto], { version: 4, acts: 7 });
    await user.click(approve);
    expect((await screen.findByRole('alert')).textContent).toContain('The plan has changed since you saw it');
    expect(await screen.findByRole('button', { name: 'Approve 7' })).toBeTruthy();
  });

  it('waits for an administrator where one has to approve', async () => {
    given();
    draw(<JobPlan job={planned()} bot={aBot()} />, { person: { ...mara, needs_approval: true } });
    expect(await screen.findByText(/An administrator has to approve this plan/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /pprove/ })).toBeNull();
    expect(screen.getByRole('button', { name: 'Strike @otto' })).toBeTruthy();
  });

  it('is neither changed nor approved while it is being made', async () => {
    given([], { acts: 0, skips: [], first_at: null, last_at: null, expires_at: null });
    draw(<JobPlan job={planned({ state: 'planning' })} bot={aBot()} />);
    expect(await screen.findByText('Nobody yet')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('taking back', () => {
  it('says what it can and cannot, and then which job does it and what stays', async () => {
    const undo = aJob({ id: '0198c0de-0000-7000-8000-000000000009', action: 'unfollow', source: 'job', amount: 5 });
    api.answers(routes.jobs.undo, {
      success: true,
      job: undo,
      not_undone: [{ target: { pk: '78', username: 'kai' }, symbol: 'ALREADY_DONE' }],
    });
    const { user } = draw(<JobUndo job={aJob({ state: 'completed' })} bot={aBot({ state: 'stopped' })} />);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toMatch(/are unfollowed.*6 at most.*may have seen the follow/);
    await user.click(within(dialog).getByRole('button', { name: 'Start bot and undo' }));
    const link = await screen.findByRole('link', { name: /^5 / });
    expect(link.getAttribute('href')).toBe(`/jobs/${undo.id}`);
    expect(screen.getByText(/@kai/)).toBeTruthy();
    expect(posted()).toEqual([{ start: true }]);
  });

  it('is not offered for what cannot be taken back, or where nothing was done', () => {
    draw(<JobUndo job={aJob({ state: 'completed', action: 'dm' })} bot={aBot()} />);
    expect(screen.getByText('What this job did cannot be taken back.')).toBeTruthy();
    draw(<JobUndo job={aJob({ state: 'failed', done: 0 })} bot={aBot()} />);
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});
