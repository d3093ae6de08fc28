/** @jest-environment ./src/testing/browser.mjs */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Account, type ActionEntry, routes, type SourceEntry } from '@pacekeeper/contracts';
import { screen, waitFor } from '@testing-library/react';
import { z } from 'zod';
import { givenApi } from '../../../testing/api.ts';
import { aJob, anAccount, someLimits } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import type { Entries } from '../compose/pairs.ts';
import { Composer } from './composer.tsx';

const api = givenApi();
afterEach(() => sessionStorage.clear());

const compose = (
  account: Account = anAccount(),
  more: { entries?: Entries; onCreated?: () => void; onRepeat?: (job: object) => void } = {},
) =>
  draw(
    <Composer
      accounts={[account]}
      chosen={account}
      draft={{}}
      limits={someLimits()}
      hashtags={['ceramics']}
      onCreated={() => undefined}
      {...more}
    />,
  );
const textbox = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });

describe('the composer', () => {
  it('starts a job and says what it means for the day', async () => {
    const onCreated = jest.fn();
    api.answers(routes.jobs.create, { success: true, job: aJob() });
    const { user } = compose(anAccount(), { onCreated });
    expect(screen.getByText('20 follows from a hashtag')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Use #ceramics' }));
    expect(screen.getByText('20 follows from #ceramics')).toBeTruthy();
    expect(screen.getByText('12 of 50 used today')).toBeTruthy();
    expect(screen.getByText('18 follows left today')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Start job' }));
    await screen.findByRole('button', { name: 'Start job' });
    expect(api.asked.map(({ path }) => path)).toEqual([routes.jobs.create.path]);
    expect(api.asked[0]?.body).toMatchObject({ action: 'follow', source: 'hashtag', hashtag: 'ceramics', amount: 20 });
    expect(onCreated).toHaveBeenCalledWith(aJob());
  });

  it('says how much of the job waits for tomorrow', async () => {
    const { user } = compose();
    await user.clear(textbox('Amount'));
    await user.type(textbox('Amount'), '100');
    expect(screen.getByText(/^0 follows left today; 62 of this job wait until 00:00/)).toBeTruthy();
  });

  it('starts a stopped bot with its job', async () => {
    api.answers(routes.jobs.create, { success: true, job: aJob() });
    const onCreated = jest.fn();
    const { user } = compose(anAccount({ state: 'stopped' }), { onCreated });
    await user.type(textbox('Hashtag'), 'ceramics');
    await user.click(screen.getByRole('button', { name: 'Start bot and start job' }));
    await screen.findByRole('button', { name: 'Start bot and start job' });
    expect(api.asked.map(({ path, body }) => [path, body])).toEqual([
      [routes.jobs.create.path, expect.objectContaining({ start: true, hashtag: 'ceramics' })],
    ]);
    expect(onCreated).toHaveBeenCalledTimes(1);
  });

  it('makes a plan first, without a start of the bot', async () => {
    const onCreated = jest.fn();
    api.answers(routes.jobs.create, { success: true, job: aJob({ state: 'planning' }) });
    const { user } = compose(anAccount({ state: 'stopped' }), { onCreated });
    await user.type(textbox('Hashtag'), 'ceramics');
    await user.click(screen.getByRole('button', { name: 'Plan first' }));
    await waitFor(() => expect(onCreated).toHaveBeenCalledTimes(1));
    expect(api.asked[0]?.body).toMatchObject({ dry_run: true, hashtag: 'ceramics' });
    expect(api.asked[0]?.body).not.toHaveProperty('start');
  });

  it('hands a checked job to where it is repeated, and creates none', async () => {
    const onRepeat = jest.fn();
    const { user } = compose(anAccount(), { onRepeat });
    await user.click(screen.getByRole('button', { name: 'Repeat' }));
    expect(onRepeat).not.toHaveBeenCalled();
    await user.type(textbox('Hashtag'), 'ceramics');
    await user.click(screen.getByRole('button', { name: 'Repeat' }));
    expect(onRepeat).toHaveBeenCalledWith(expect.objectContaining({ action: 'follow', hashtag: 'ceramics' }));
    expect(api.asked).toEqual([]);
  });

  it('has no job for an account that is not connected, but the way to connect it', () => {
    compose(anAccount({ session_valid: false, state: 'stopped' }));
    expect(screen.queryByRole('button', { name: /job$/ })).toBeNull();
    expect(screen.getByRole('link', { name: 'Connect again' })).toBeTruthy();
  });

  it('keeps what was typed where it is refused, and when it is drawn anew', async () => {
    const { user } = compose();
    await user.type(textbox('Hashtag'), 'two words');
    await user.click(screen.getByRole('button', { name: 'Start job' }));
    expect(screen.getByText(/letters, digits, underscores and emoji/)).toBeTruthy();
    expect(document.activeElement).toBe(textbox('Hashtag'));
    document.body.replaceChildren();
    compose();
    expect(textbox('Hashtag').value).toBe('two words');
  });

  it('has fields for an action and a source that it has never heard of', async () => {
    const wave: ActionEntry = {
      action: 'wave',
      on: 'user',
      spends: 'dm',
      options: z.object({
        template: z.string(),
        older_than_days: z.int().default(7),
        gently: z.boolean().default(true),
      }),
      label: { one: 'wave', many: 'waves' },
      undoneBy: null,
    };
    const crowd: SourceEntry = {
      source: 'crowd',
      yields: 'user',
      params: z.object({ usernames: z.array(z.string()) }),
      shown: {},
      label: 'a crowd',
      about: () => undefined,
    };
    const { user } = compose(anAccount(), {
      entries: { actions: [wave], sources: [crowd], pairs: { wave: ['crowd'] } },
    });
    expect(screen.getByRole('radio', { name: 'Wave' })).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'A crowd' })).toBeTruthy();
    await user.type(textbox('Names'), 'mia, otto mia');
    expect(screen.getByText('2 names')).toBeTruthy();
    await user.type(textbox('Message'), 'Hello ');
    await user.click(screen.getByRole('button', { name: '{username}' }));
    expect(textbox('Message').value).toBe('Hello {username}');
    expect(screen.getByText('16 of 1,000 characters')).toBeTruthy();
    expect(textbox('Followed at least this many days ago').value).toBe('7');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Gently' }).checked).toBe(true);
  });
});
