/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { createRef } from 'react';
import { aJob } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { FirstRun } from './first-run.tsx';

const steps = { connect: <i>connect</i>, follow: <i>follow</i>, watch: <i>watch</i> };

describe('the guide', () => {
  it.each([
    ['nothing is connected', false, undefined, 'Connect an Instagram account', /must be your own/],
    ['an account is connected', true, undefined, 'Choose a hashtag', /paces every action/],
    ['a job is open', true, aJob(), 'Watch it work', /After the first follow/],
    ['a job found nobody', true, aJob({ state: 'completed', done: 0 }), 'Choose a hashtag', /Try another hashtag/],
    ['the session was lost meanwhile', false, aJob(), 'Connect an Instagram account', /must be your own/],
  ])('leads on where %s', (_, connected, job, title, words) => {
    const here = createRef<HTMLHeadingElement>();
    draw(<FirstRun here={here} connected={connected} job={job} {...steps} />);
    const current = screen.getAllByRole('listitem').filter((step) => step.getAttribute('aria-current') === 'step');
    expect(current).toHaveLength(1);
    expect(current[0]?.textContent).toMatch(words);
    expect(here.current?.textContent).toContain(title);
  });
});
