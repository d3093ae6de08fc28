import { routes } from '@pacekeeper/contracts';
import { create } from 'zustand';
import { announce } from '../announce.ts';
import { call } from '../http/call.ts';
import { applyEvent } from '../live/apply-event.ts';
import { queryClient } from '../query-client.ts';
import { keys } from '../query-keys.ts';
import { after, pause } from '../timers.ts';
import { untilConfirmed } from './until-confirmed.ts';

/** Whose bots stop: one account's, all of the person's, everybody's. */
export type StopScope = 'one' | 'own' | 'everybody';

export interface Stopping {
  readonly status: 'idle' | 'stopping' | 'stopped' | 'failed';
  readonly scope: StopScope;
  readonly error: unknown;
}

const IDLE: Stopping = { status: 'idle', scope: 'one', error: null };

/** How long it says "Stopped", in ms. */
const SAID_MS = 4000;

export const STOP_WORDS: Readonly<Record<Stopping['status'], string>> = {
  idle: 'Stop',
  stopping: 'Stopping…',
  stopped: 'Stopped',
  failed: 'Stop',
};

const useStore = create<Stopping>(() => IDLE);

export const useStopping = (): Stopping => useStore();

/** Forgets a failure that was read. */
export const forgetStop = (): void => useStore.setState(IDLE);

let round = 0;

const run = async (scope: StopScope, requests: readonly (() => Promise<unknown>)[]): Promise<void> => {
  round += 1;
  const mine = round;
  // The requests are on their way before anything is drawn.
  const all = Promise.all(requests.map((request) => request()));
  useStore.setState({ status: 'stopping', scope, error: null });
  announce(STOP_WORDS.stopping);
  try {
    await all;
    if (mine !== round) return;
    useStore.setState({ status: 'stopped' });
    announce(STOP_WORDS.stopped);
    after(SAID_MS, () => mine === round && useStore.setState(IDLE));
  } catch (error) {
    if (mine === round) useStore.setState({ status: 'failed', error });
  }
};

const stopOne = (accountId: string) => async (): Promise<void> => {
  const { bot } = await untilConfirmed(
    (signal) => call(routes.bots.stop, { body: { account_id: accountId }, signal }),
    { pause },
  );
  applyEvent(queryClient, { name: 'bot', data: bot });
};

/** Stops the bot of an account. */
export const stopBot = (accountId: string): Promise<void> => run('one', [stopOne(accountId)]);

const stopAll = (scope: 'own' | 'everybody') => async (): Promise<void> => {
  await untilConfirmed((signal) => call(routes.bots.stopAll, { body: { scope }, signal }), { pause });
  // Events bring each bot; a tab without them reads it.
  for (const queryKey of [keys.accounts, keys.bots, keys.jobs]) void queryClient.invalidateQueries({ queryKey });
};

/** Stops all of the person's own bots. */
export const stopOwn = (): Promise<void> => run('own', [stopAll('own')]);

/** Stops all bots of everybody; for administrators. */
export const stopEverybody = (): Promise<void> => run('everybody', [stopAll('everybody')]);
