/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { type Review, routes } from '@pacekeeper/contracts';
import { screen } from '@testing-library/react';
import { givenApi } from '../../testing/api.ts';
import { aJob, anAccount } from '../../testing/given.ts';
import { draw } from '../../testing/render.tsx';
import { NavList } from './nav-list.tsx';
import { PLACES } from './navigation.ts';

const api = givenApi();
const review: Review = {
  id: '1',
  interaction: {
    id: '1',
    account_id: anAccount().id,
    job_id: aJob().id,
    action: 'dm',
    target: { pk: '77', username: 'otto' },
    state: 'needs_review',
    intended_at: null,
    settled_at: null,
    duration_ms: null,
  },
  question: { message: 'Was this done?' },
  options: ['done', 'not_done'],
  sent_at: '2026-11-23T09:00:00Z',
};

describe('the menu', () => {
  it.each([
    [null, 'Reviews 1 waiting for your answer'],
    ['more', 'Reviews 1+ waiting for your answer'],
  ])('says how many answers are waited for, with the next page %j', async (cursor, name) => {
    api.answers(routes.reviews.list, { success: true, items: [review], next_cursor: cursor });
    draw(<NavList places={PLACES} />);
    expect(await screen.findByRole('link', { name })).toBeTruthy();
  });
});
