/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { requestOf, routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { Announced } from '../../../testing/announced.tsx';
import { givenApi } from '../../../testing/api.ts';
import { aJob, anAccount, aRow, someLimits } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { FollowForm } from './follow-form.tsx';
import { JobCard } from './job-card.tsx';
import { CurrentJobs } from './job-lists.tsx';

const api = givenApi();
const account = anAccount();
const form = () => screen.getByRole('form', { name: 'Follow by hashtag' });
const hashtag = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Hashtag' });
const amount = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Amount' });
const create = () => screen.getByRole('button', { name: 'Start job' });

describe('the form of a job', () => {
  it('creates what was typed, says so and is ready for the next', async () => {
    api.answers(routes.jobs.followHashtag, { success: true, job: aJob({ amount: 8 }) });
    const { user } = draw(<FollowForm accountId={account.id} limits={someLimits()} />);
    await user.type(hashtag(), '#Ceramics');
    await user.clear(amount());
    await user.type(amount(), '8');
    await user.click(screen.getByRole('checkbox', { name: 'Private accounts' }));
    await user.click(create());
    expect(await screen.findByText('Job created: 8 follows from #ceramics.')).toBeTruthy();
    expect(api.asked).toEqual([
      {
        method: 'POST',
        path: routes.jobs.followHashtag.path,
        body: {
          hashtag: 'ceramics',
          amount: 8,
          filters: { skip_private: true, skip_verified: false },
          account_id: account.id,
        },
      },
    ]);
    expect(hashtag().value).toBe('');
    expect(amount().value).toBe('8');
  });

  it.each([
    ['two words', '8', /letters, digits, underscores and emoji/, 'Hashtag'],
    ['', '8', /letters, digits, underscores and emoji/, 'Hashtag'],
    ['ceramics', '0', /whole number from 1 to 1,000/, 'Amount'],
    ['ceramics', '1e3', /whole number from 1 to 1,000/, 'Amount'],
    ['two words', 'many', /letters, digits, underscores and emoji/, 'Hashtag'],
  ])(
    'asks nobody for %j, %j; says what is wrong at its field, the first of which has the focus',
    async (tag, count, words, at) => {
      const { user } = draw(<FollowForm accountId={account.id} limits={someLimits()} />);
      if (tag) await user.type(hashtag(), tag);
      await user.clear(amount());
      await user.type(amount(), count);
      await user.click(create());
      expect(within(form()).getByText(words)).toBeTruthy();
      expect(document.activeElement).toBe(screen.getByRole('textbox', { name: at }));
      expect([hashtag().value, amount().value, api.asked]).toEqual([tag, count, []]);
    },
  );

  it('forgets what was wrong with a field once that is changed', async () => {
    const { user } = draw(<FollowForm accountId={account.id} limits={undefined} />);
    await user.click(create());
    expect(hashtag().getAttribute('aria-invalid')).toBe('true');
    await user.type(hashtag(), 'c');
    expect(hashtag().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('keeps what was typed where the API refuses or does not answer', async () => {
    const { user } = draw(<FollowForm accountId={account.id} limits={someLimits()} />);
    await user.type(hashtag(), 'ceramics');
    api.refuses(routes.jobs.followHashtag, 'QUOTA_EXCEEDED');
    await user.click(create());
    expect(await screen.findByRole('button', { name: /^Copy code: E-QUOTA-W-/ })).toBeTruthy();
    api.breaks(routes.jobs.followHashtag);
    await user.click(create());
    expect(await screen.findByText(/cannot be reached/)).toBeTruthy();
    expect(hashtag().value).toBe('ceramics');
  });

  it('shows at its field what the API names', async () => {
    const details = [{ path: 'hashtag', message: 'is not known to Instagram' }];
    api.refuses(routes.jobs.followHashtag, 'VALIDATION_FAILED', { details });
    const { user } = draw(<FollowForm accountId={account.id} limits={someLimits()} />);
    await user.type(hashtag(), 'ceramics');
    await user.click(create());
    expect(await screen.findByText('Is not known to Instagram.')).toBeTruthy();
    expect(document.activeElement).toBe(hashtag());
  });
});

describe('a job', () => {
  it('shows how far it is, in numbers', () => {
    draw(<JobCard job={aJob()} />);
    const card = screen.getByRole('article', { name: '20 follows from #ceramics' });
    expect(card.textContent).toMatch(/6 of 20 done.*1 failed.*13 remaining.*2 skipped/);
    expect(within(card).getByText('running')).toBeTruthy();
  });

  it('says to those who listen when its state changes', () => {
    const { rerender } = draw(<JobCard job={aJob()} />);
    rerender(
      <>
        <JobCard job={aJob({ state: 'completed' })} />
        <Announced />
      </>,
    );
    rerender(
      <>
        <JobCard job={aJob({ state: 'failed' })} />
        <Announced />
      </>,
    );
    expect(screen.getByRole('status').textContent?.trim()).toBe('20 follows from #ceramics: failed');
  });

  it('says why it waits, and until when', () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    draw(<JobCard job={aJob({ state: 'waiting', reason: 'Today’s limit is used up.', until })} />);
    expect(screen.getByText('Today’s limit is used up.')).toBeTruthy();
    expect(screen.getByText(/^until \d\d:\d\d/)).toBeTruthy();
  });

  it('is cancelled only once that was confirmed', async () => {
    const job = aJob();
    api.answers(routes.jobs.cancel, { success: true, job: { ...job, state: 'cancelled' } });
    const { user } = draw(<JobCard job={job} />);
    await user.click(screen.getByRole('button', { name: 'Cancel job' }));
    const dialog = await screen.findByRole('dialog');
    expect(api.asked).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel job' }));
    expect(api.asked.map(({ path }) => path)).toEqual([requestOf(routes.jobs.cancel, { params: { id: job.id } }).path]);
  });

  it('shows its latest activity behind its title', async () => {
    const job = aJob();
    api.answers(routes.activity.list, { success: true, items: [aRow({ job_id: job.id })], next_cursor: null });
    const { user } = draw(<JobCard job={job} />);
    await user.click(screen.getByRole('button', { name: 'Latest activity' }));
    expect(await screen.findByText('@otto')).toBeTruthy();
  });

  it('that nobody has created is named, with the way to one', async () => {
    const { user } = draw(
      <>
        <CurrentJobs jobs={[]} bot={undefined} />
        <FollowForm accountId={account.id} limits={undefined} />
      </>,
    );
    await user.click(screen.getByRole('button', { name: 'Follow by hashtag' }));
    expect(document.activeElement).toBe(hashtag());
  });
});
