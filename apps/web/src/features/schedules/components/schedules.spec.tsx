/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it } from '@jest/globals';
import { RECIPES, type Recipe, routes, type Schedule } from '@pacekeeper/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { givenApi } from '../../../testing/api.ts';
import { aJob, anAccount } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { Recipes } from './recipes.tsx';
import { ScheduleList } from './schedule-list.tsx';

const api = givenApi();
const aSchedule = (changes: Partial<Schedule> = {}): Schedule => ({
  id: '0198c0de-0000-7000-8000-000000000020',
  account_id: anAccount().id,
  name: 'Ceramics',
  job: { action: 'follow', source: 'hashtag', hashtag: 'ceramics', amount: 10 },
  cron: '0 */3 * * *',
  time_zone: 'Europe/Berlin',
  enabled: true,
  next_run_at: new Date(Date.now() + 7_260_000).toISOString(),
  created_at: '2026-11-23T09:00:00Z',
  ...changes,
});
const given = (...items: Schedule[]) => api.answers(routes.schedules.list, { success: true, items, next_cursor: null });
const list = () => draw(<ScheduleList accounts={new Map([[anAccount().id, '@mia.travels']])} />);
const sent = () => api.asked.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body]);

describe('the schedules', () => {
  it('say what they create, when, and why the last run created nothing', async () => {
    given(aSchedule({ last_run: { at: '2026-11-23T09:00:00Z', symbol: 'SCHEDULE_OVERLAP' } }));
    list();
    const card = await screen.findByRole('article', { name: 'Ceramics' });
    expect(card.textContent).toMatch(/10 follows from #ceramics, by @mia\.travels.*Every 3 hours.*in 2 h.*no job\./);
  });

  it('are switched off, and are on again where that is refused', async () => {
    given(aSchedule());
    api.refuses(routes.schedules.change, 'INTERNAL');
    const { user } = list();
    const box = await screen.findByRole<HTMLInputElement>('switch', { name: 'On: Ceramics' });
    await user.click(box);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(box.checked).toBe(true);
    expect(sent()).toEqual([['PATCH', { enabled: false }]]);
  });

  it('run now, and lead to the job', async () => {
    given(aSchedule());
    api.answers(routes.schedules.run, { success: true, schedule: aSchedule(), job: aJob() });
    const { user } = list();
    await user.click(await screen.findByRole('button', { name: 'Run now Ceramics' }));
    const link = await screen.findByRole('link', { name: '20 follows from #ceramics' });
    expect(link.getAttribute('href')).toBe(`/jobs/${aJob().id}`);
  });

  it('are edited: a time of the day in place of hours', async () => {
    given(aSchedule());
    api.answers(routes.schedules.change, { success: true, schedule: aSchedule() });
    const { user } = list();
    await user.click(await screen.findByRole('button', { name: 'Edit Ceramics' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'How often' }), 'daily');
    await user.click(screen.getByRole('button', { name: 'Save schedule' }));
    await screen.findByRole('button', { name: 'Edit Ceramics' });
    expect(sent()).toEqual([['PATCH', { name: 'Ceramics', cron: '0 9 * * *' }]]);
  });

  it('keep a pattern that is none at its field', async () => {
    given(aSchedule({ cron: '0 9-17 * * *' }));
    const { user } = list();
    await user.click(await screen.findByRole('button', { name: 'Edit Ceramics' }));
    const cron = screen.getByRole<HTMLInputElement>('textbox', { name: 'Cron pattern' });
    expect(cron.value).toBe('0 9-17 * * *');
    await user.clear(cron);
    await user.type(cron, 'often');
    await user.click(screen.getByRole('button', { name: 'Save schedule' }));
    expect(cron.getAttribute('aria-invalid')).toBe('true');
    expect(sent()).toEqual([]);
  });

  it('are deleted once that was confirmed', async () => {
    given(aSchedule());
    api.answers(routes.schedules.remove, { success: true });
    const { user } = list();
    await user.click(await screen.findByRole('button', { name: 'Delete Ceramics' }));
    const dialog = await screen.findByRole('dialog');
    given();
    await user.click(within(dialog).getByRole('button', { name: 'Delete schedule' }));
    expect(await screen.findByText('No schedules yet')).toBeTruthy();
  });
});

describe('a recipe', () => {
  it('becomes a schedule with what is filled in', async () => {
    api.answers(routes.schedules.recipes, { success: true, items: RECIPES as unknown as Recipe[] });
    api.answers(routes.schedules.create, { success: true, schedule: aSchedule() });
    const { user } = draw(<Recipes accounts={[anAccount()]} />);
    await user.click(await screen.findByRole('button', { name: 'Follow people of a hashtag every 3 hours' }));
    const hashtag = screen.getByRole('textbox', { name: 'Hashtag' });
    await user.clear(hashtag);
    await user.type(hashtag, 'ceramics');
    await user.click(screen.getByRole('button', { name: 'Create schedule' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Create schedule' })).toBeNull());
    expect(sent()).toEqual([
      [
        'POST',
        {
          name: 'Follow by hashtag',
          cron: '0 */3 * * *',
          job: { action: 'follow', source: 'hashtag', hashtag: 'ceramics', amount: 10, account_id: anAccount().id },
        },
      ],
    ]);
  });

  it('needs an account', () => {
    draw(<Recipes accounts={[]} />);
    expect(screen.getByRole('link', { name: 'Connect an account' })).toBeTruthy();
  });
});
