/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { RequestError } from '../lib/http/request-error.ts';
import { problemFor } from '../testing/api.ts';
import { draw } from '../testing/render.tsx';
import { ErrorBlock } from './error-block.tsx';

const refused = (symbol: Parameters<typeof problemFor>[0], more = {}) =>
  new RequestError({ kind: 'refused', problem: problemFor(symbol, more) });

describe('an error block', () => {
  it('has title, message, steps of the catalogue, the code to copy and its page', async () => {
    draw(<ErrorBlock error={refused('SESSION_INVALID')} />);
    expect(await screen.findByRole('button', { name: 'Copy code: E-BOT-W-E0F7' })).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain(problemFor('SESSION_INVALID').detail);
    expect(screen.getAllByRole('listitem').length).toBeGreaterThan(0);
    const link = screen.getByRole('link', { name: 'Read more about this: E-BOT-W-E0F7' });
    expect(link.getAttribute('href')).toBe('/knowledge-base/E-BOT-W-E0F7');
  });

  it.each([
    ['no answer', new RequestError({ kind: 'unreachable' }), /cannot be reached/],
    ['a proxy in between', new RequestError({ kind: 'unexpected', status: 502 }), /answered with 502/],
    ['an answer of another version', new RequestError({ kind: 'unexpected', status: 200 }), /does not understand/],
    ['a part that did not load', new Error('Failed to fetch dynamically imported module: x'), /did not load/],
    ['a mistake of the page', new TypeError('undefined is not a function'), /went wrong/],
  ])('says what to do after %s, and shows no raw error', (_, error, words) => {
    draw(<ErrorBlock error={error} />);
    const block = screen.getByRole('alert');
    expect(block.textContent).toMatch(words);
    expect(block.textContent).not.toContain('undefined');
    expect(screen.getAllByRole('listitem').length).toBeGreaterThan(0);
  });

  it('counts down to when trying again is worth it', async () => {
    draw(<ErrorBlock error={refused('TOO_MANY_REQUESTS', { retry_after: 90 })} />);
    expect(await screen.findByText(/^Try again in 1:(30|29)$/)).toBeTruthy();
  });

  it.each([
    ['INTERNAL', true],
    ['SESSION_INVALID', false],
  ] as const)('of %s offers the correlation id: %s', async (symbol, offered) => {
    draw(<ErrorBlock error={refused(symbol)} />);
    await screen.findByRole('button', { name: /^Copy code/ });
    expect(screen.queryByRole('button', { name: /^Copy correlation id/ }) !== null).toBe(offered);
  });

  it('tries again with its button, which does nothing while it is busy', async () => {
    const retry = jest.fn();
    const { user, rerender } = draw(<ErrorBlock error={refused('INTERNAL')} onRetry={retry} />);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    rerender(<ErrorBlock error={refused('INTERNAL')} onRetry={retry} retrying />);
    await user.click(screen.getByRole('button', { name: 'Trying again' }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('is not read out where it was there before', () => {
    draw(<ErrorBlock silent trouble={{ title: 'Old', message: 'From before.' }} />);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText('From before.')).toBeTruthy();
  });
});
