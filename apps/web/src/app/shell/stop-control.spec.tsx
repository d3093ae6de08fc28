/** @jest-environment ./src/testing/browser.mjs */
import { afterEach, describe, expect, it } from '@jest/globals';
import { routes, type User } from '@pacekeeper/contracts';
import { act, screen } from '@testing-library/react';
import { forgetStop } from '../../lib/stopping/stopping.ts';
import { givenApi } from '../../testing/api.ts';
import { aBot, anAccount, mara } from '../../testing/given.ts';
import { draw } from '../../testing/render.tsx';
import { StopControl } from './stop-control.tsx';
import { StopTrouble } from './stop-trouble.tsx';

const api = givenApi();
afterEach(() => act(forgetStop));

const drawStop = async (user: User = mara, accounts = [anAccount()]) => {
  api.answers(routes.accounts.list, { success: true, items: accounts, next_cursor: null });
  const drawn = draw(
    <>
      <StopControl user={user} />
      <StopTrouble />
    </>,
    { person: user },
  );
  const stop = await screen.findByRole('button', { name: /^Stop/ });
  return { ...drawn, stop };
};

describe('stop', () => {
  it('goes out at one press, and says that it is done once the API has confirmed it', async () => {
    api.answers(routes.bots.stop, { success: true, bot: aBot({ state: 'stopped', bot_running: false }) });
    const { user, stop } = await drawStop();
    await user.click(stop);
    expect(await screen.findByRole('button', { name: 'Stopped' })).toBeTruthy();
    const asked = api.asked.filter(({ method }) => method === 'POST');
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      [routes.bots.stop.path, { account_id: anAccount().id }],
    ]);
  });

  it('says why it was refused, until that was read', async () => {
    api.refuses(routes.bots.stop, 'NOT_FOUND');
    const { user, stop } = await drawStop();
    await user.click(stop);
    expect(await screen.findByRole('alert')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('offers all bots of everybody to administrators alone', async () => {
    const { user } = await drawStop();
    await user.click(screen.getByRole('button', { name: 'What else to stop' }));
    expect(screen.getByText('Stop all my bots')).toBeTruthy();
    expect(screen.queryByText('Stop all bots of everybody')).toBeNull();
  });

  it('names everybody on the button where an administrator has no account', async () => {
    const { stop } = await drawStop({ ...mara, role: 'admin' }, []);
    expect(stop.textContent).toBe('Stop all bots');
  });
});
