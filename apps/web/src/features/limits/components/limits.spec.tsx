/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it, jest } from '@jest/globals';
import { type Limits, requestOf, routes, type SetLimits } from '@pacekeeper/contracts';
import { screen } from '@testing-library/react';
import { RequestError } from '../../../lib/http/request-error.ts';
import { problemFor, givenApi } from '../../../testing/api.ts';
import { aLimit, mara, someLimits } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { LimitsForm } from './limits-form.tsx';
import { QuotaList } from './quota-list.tsx';
import { LimitsSection } from './own-limits.tsx';

const api = givenApi();

const rowOf = (limits: Limits, hourly = false): string => {
  draw(<QuotaList limits={limits} hourly={hourly} />);
  return screen.getAllByRole('listitem')[0]?.textContent ?? '';
};

describe('a row of today’s limits', () => {
  it.each([
    ['what is used and left', aLimit(), /^Follows12 of 50 used today, 38 left$/],
    ['that none is left', aLimit({ used: 50, remaining: 0 }), /50 of 50 used today, none left/],
    [
      'the full limit where less holds',
      aLimit({ effective: 12, remaining: 0 }),
      /12 of 12 used today.*Full limit 50\./,
    ],
    [
      'thousands as people write them',
      aLimit({ limit: 10_000, effective: 10_000, remaining: 9_988 }),
      /of 10,000 used/,
    ],
  ])('says %s', (_, follow, words) => expect(rowOf(someLimits({ follow }))).toMatch(words));

  it('says how many an hour may hold, where that is asked for', () => {
    expect(rowOf(someLimits(), true)).toContain('At most 10 an hour for each account.');
  });

  it('says a reason that concerns several actions once', () => {
    const why = 'A quiet season.';
    const actions = Object.fromEntries(Object.keys(someLimits().actions).map((action) => [action, aLimit({ why })]));
    draw(<QuotaList limits={someLimits(actions)} />);
    expect(screen.getAllByText(why)).toHaveLength(1);
  });
});

describe('the form of limits', () => {
  const drawForm = (mutateAsync: (body: SetLimits) => Promise<unknown>, error: unknown = null) =>
    draw(
      <LimitsForm
        label="Daily limits"
        limits={someLimits()}
        update={{ mutateAsync, isPending: false, error, submittedAt: 0 }}
        reasonHelp="Everybody reads it."
      />,
    );
  const save = () => screen.getByRole('button', { name: 'Save limits' });
  const follows = () => screen.getByRole('textbox', { name: 'Follows' });

  it('has nothing to send where nothing differs', async () => {
    const send = jest.fn(async () => {});
    const { user } = drawForm(send);
    await user.click(save());
    expect(screen.getByRole('status').textContent).toBe('Nothing has changed.');
    expect(send).not.toHaveBeenCalled();
  });

  it('sends what was changed and nothing else, and shows again what holds', async () => {
    const send = jest.fn(async (_: SetLimits) => {});
    const { user } = drawForm(send);
    await user.clear(follows());
    await user.type(follows(), '12');
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'The account is young.');
    await user.click(save());
    expect(send.mock.calls).toEqual([[{ follows_limit: 12, reason: 'The account is young.' }]]);
    expect(await screen.findByText(/^Saved\./)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Reason' }).value).toBe('');
  });

  it.each(['twelve', '-1', '1.5', '10001', ''])(
    'says at the field what is wrong with %j, and keeps it',
    async (typed) => {
      const send = jest.fn(async () => {});
      const { user } = drawForm(send);
      await user.clear(follows());
      if (typed) await user.type(follows(), typed);
      await user.click(save());
      expect(screen.getByText('Enter a whole number from 0 to 10,000.')).toBeTruthy();
      expect(document.activeElement).toBe(follows());
      expect((follows() as HTMLInputElement).value).toBe(typed);
      expect(send).not.toHaveBeenCalled();
    },
  );

  it('shows at the field what the API refuses, and keeps what was typed', async () => {
    const details = [{ path: 'follows_limit', message: 'must be at most 40 here' }];
    const refusal = new RequestError({ kind: 'refused', problem: problemFor('VALIDATION_FAILED', { details }) });
    const { user } = drawForm(() => Promise.reject(refusal), refusal);
    await user.clear(follows());
    await user.type(follows(), '45');
    await user.click(save());
    expect(await screen.findByText('Must be at most 40 here.')).toBeTruthy();
    expect((follows() as HTMLInputElement).value).toBe('45');
  });
});

describe('limits of one’s own', () => {
  it('are sent where they are lower, taken back where they are emptied, and refused where they are higher', async () => {
    const limits = someLimits({ like: aLimit({ wish: 20, effective: 20 }) });
    api.answers(routes.limits.own, { success: true, limits });
    api.answers(routes.limits.setWishes, { success: true, limits });
    const { user } = draw(<LimitsSection />);
    const follows = await screen.findByRole('textbox', { name: 'Follows' });
    await user.type(follows, '51');
    await user.click(screen.getByRole('button', { name: 'Save my limits' }));
    expect(screen.getByText('Enter a whole number from 0 to 50, or leave it empty.')).toBeTruthy();
    await user.clear(follows);
    await user.type(follows, '12');
    await user.clear(screen.getByRole('textbox', { name: 'Likes' }));
    await user.click(screen.getByRole('button', { name: 'Save my limits' }));
    expect(await screen.findByText(/^Saved\./)).toBeTruthy();
    const body = { follows_limit: 12, likes_limit: null };
    expect(api.asked.at(-1)).toEqual(requestOf(routes.limits.setWishes, { params: { id: mara.id }, body }));
  });
});
