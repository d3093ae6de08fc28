/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { createRef } from 'react';
import { aJob } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { FirstRun } from './first-run.tsx';

const steps = { connect: <i>connect</i>, start: <i>start</i>, follow: <i>follow</i> };

describe('the guide', () => {
  it.each([
    ['nothing is connected', false, false, undefined, 'Connect an Instagram account', /must be your own/],
    ['an account is connected', true, false, undefined, 'Start the bot', /paces every action/],
    ['the bot runs', true, true, undefined, 'Follow by hashtag', /first job/],
    ['a job is open', true, true, aJob(), 'Follow by hashtag', /first follow is about to happen/],
    [
      'a job found nobody',
      true,
      true,
      aJob({ state: 'completed', done: 0 }),
      'Follow by hashtag',
      /Try another hashtag/,
    ],
  ])('leads on where %s', (_, connected, on, job, title, words) => {
    const here = createRef<HTMLHeadingElement>();
    draw(<FirstRun here={here} connected={connected} on={on} job={job} {...steps} />);
    const current = screen.getAllByRole('listitem').filter((step) => step.getAttribute('aria-current') === 'step');
    expect(current).toHaveLength(1);
    expect(current[0]?.textContent).toMatch(words);
    expect(here.current?.textContent).toContain(title);
  });
});
