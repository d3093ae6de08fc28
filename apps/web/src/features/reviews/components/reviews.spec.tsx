/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { type Review, routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { useReviewCount } from '../../../lib/queries/reviews.query.ts';
import { givenApi } from '../../../testing/api.ts';
import { aJob, anAccount } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { ReviewList } from './review-list.tsx';

const api = givenApi();
const aReview = (id: string, username: string): Review => ({
  id,
  interaction: {
    id,
    account_id: anAccount().id,
    job_id: aJob().id,
    action: 'dm',
    target: { pk: id, username },
    state: 'needs_review',
    intended_at: '2026-11-23T09:00:00Z',
    settled_at: null,
    duration_ms: null,
  },
  question: {
    message: `Was this done: message for @${username}?`,
    message_symbol: 'review.question',
    params: { action: 'dm', target: username },
  },
  sent: `Hello ${username}!`,
  options: ['done', 'not_done'],
  sent_at: '2026-11-23T09:00:00Z',
});
const given = (...items: Review[]) => api.answers(routes.reviews.list, { success: true, items, next_cursor: null });
const Count = () => <p>{`${useReviewCount()?.words ?? 'none'} waiting`}</p>;
const list = () =>
  draw(
    <>
      <Count />
      <ReviewList accounts={new Map([[anAccount().id, '@mia.travels']])} />
    </>,
  );

describe('the questions', () => {
  it('say what is asked, of whom, and what was sent', async () => {
    given(aReview('2', 'otto'), aReview('1', 'kai'));
    list();
    const row = (await screen.findByText(/Was this done: .+ @otto/)).closest('li') as HTMLElement;
    expect(row.textContent).toContain('Hello otto!');
    expect(row.textContent).toContain('by @mia.travels, to @otto');
    expect(screen.getByText('2 waiting')).toBeTruthy();
  });

  it('leave the list and the count with their answer, and keep the focus in sight', async () => {
    given(aReview('2', 'otto'), aReview('1', 'kai'));
    api.answers(routes.reviews.resolve, { success: true, interaction: aReview('2', 'otto').interaction });
    const { user } = list();
    await user.click(await screen.findByRole('button', { name: /^It was not done.*@otto/ }));
    expect(await screen.findByText('1 waiting')).toBeTruthy();
    expect(screen.queryByText(/@otto/)).toBeNull();
    expect(document.activeElement).not.toBe(document.body);
    expect(api.asked.at(-1)).toEqual({
      method: 'POST',
      path: routes.reviews.resolve.path.replace(':id', '2'),
      body: { answer: 'not_done' },
    });
  });

  it('are back with the reason where the answer did not get through', async () => {
    given(aReview('2', 'otto'));
    api.refuses(routes.reviews.resolve, 'INTERNAL');
    const { user } = list();
    await user.click(await screen.findByRole('button', { name: /^It was done/ }));
    const alert = await screen.findByRole('alert');
    const row = alert.closest('li') as HTMLElement;
    expect(within(row).getAllByRole('button', { name: /^It was/ })).toHaveLength(2);
    expect(screen.queryByText(/^Noted/)).toBeNull();
    expect(row.contains(document.activeElement)).toBe(true);
  });

  it('are none most of the time', async () => {
    given();
    list();
    expect(await screen.findByText('Nothing waits for your answer')).toBeTruthy();
    expect(screen.getByText('none waiting')).toBeTruthy();
  });
});
