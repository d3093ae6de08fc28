/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { screen, within } from '@testing-library/react';
import { NEED_KINDS, type Need } from '../../../lib/selectors/needs.ts';
import { givenApi } from '../../../testing/api.ts';
import { aBot, aJob, anAccount } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { AccountLines } from './account-lines.tsx';
import { NeedsYou } from './needs-you.tsx';
import { OpenJobs } from './open-jobs.tsx';

const api = givenApi();
const need = (changes: Partial<Need> = {}): Need => ({
  kind: 'stopped',
  username: 'mia.travels',
  accountId: anAccount().id,
  jobs: 2,
  until: null,
  why: null,
  ...changes,
});

describe('what needs the person', () => {
  it('is absent where nothing does', () => {
    draw(<NeedsYou needs={[]} />);
    expect(screen.queryByText('Needs you')).toBeNull();
  });

  it.each(NEED_KINDS)('has one way out of %s', (kind) => {
    draw(<NeedsYou needs={[need({ kind })]} />);
    const row = screen.getByRole('listitem');
    expect(row.textContent).toMatch(/^@mia\.travels: .+2 open jobs\./);
    expect([...within(row).queryAllByRole('link'), ...within(row).queryAllByRole('button')]).toHaveLength(1);
  });

  it.each([
    [1, '1', '1 action waits for your answer'],
    [50, '50+', '50+ actions wait for your answer'],
  ])('leads to %d questions', (count, words, title) => {
    draw(<NeedsYou needs={[]} reviews={{ count, words }} />);
    expect(screen.getByText(title)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Answer' }).getAttribute('href')).toBe('/reviews');
  });

  it('says why a bot is paused', () => {
    const why = { reason: '', reason_symbol: 'breaker', params: { error: { symbol: 'ACTION_BLOCKED', params: {} } } };
    draw(<NeedsYou needs={[need({ kind: 'paused', why })]} />);
    expect(screen.getByRole('listitem').textContent).toMatch(
      /The bot is paused.*does not let this account do this for now\. It goes on by itself/,
    );
  });

  it('starts a stopped bot in its place, and says why not', async () => {
    api.refuses(routes.bots.start, 'SESSION_INVALID');
    const { user } = draw(<NeedsYou needs={[need()]} />);
    await user.click(screen.getByRole('button', { name: 'Start bot' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(api.asked[0]?.body).toEqual({ account_id: anAccount().id });
  });
});

describe('the accounts', () => {
  it('each have a line with the state and one clock with its reason', () => {
    const bot = aBot({ next_action_at: new Date(Date.now() + 90_000).toISOString() });
    draw(<AccountLines accounts={[anAccount()]} bots={new Map([[anAccount().id, bot]])} openJobs={[aJob()]} />);
    const line = screen.getByRole('listitem');
    expect(line.textContent).toMatch(/@mia\.travelsrunning.*Next action in 1:(29|30).*Pausing between two actions\./);
    expect(within(line).getByRole('link', { name: '1 open job' })).toBeTruthy();
  });

  it('say that there is nothing to do, with the way to a job', () => {
    draw(<AccountLines accounts={[anAccount()]} bots={new Map([[anAccount().id, aBot()]])} openJobs={[]} />);
    expect(screen.getByText('Nothing to do.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'New job for @mia.travels' })).toBeTruthy();
  });
});

describe('the open jobs', () => {
  it('lead to their pages and say what each waits for', () => {
    const bots = new Map([[anAccount().id, aBot({ state: 'stopped' })]]);
    draw(<OpenJobs jobs={[aJob()]} bots={bots} accounts={[anAccount()]} />);
    expect(screen.getByRole('link', { name: '20 follows from #ceramics' }).getAttribute('href')).toBe(
      `/jobs/${aJob().id}`,
    );
    expect(screen.getByText('The bot is stopped.')).toBeTruthy();
  });

  it('say how to begin where there are none', () => {
    draw(<OpenJobs jobs={[]} bots={new Map()} accounts={[]} />);
    expect(screen.getByRole('link', { name: 'New job' })).toBeTruthy();
  });
});
