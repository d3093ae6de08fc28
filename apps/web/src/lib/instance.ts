import type { InstanceAnswer } from '@pacekeeper/contracts';
import { create } from 'zustand';
import { callFirst } from './http/first-calls.ts';

export type Instance = InstanceAnswer['instance'];

const useStore = create<{ readonly instance: Instance | null }>(() => ({ instance: null }));

/**
 * Asks for what is public before a sign-in: mode and demo accounts. Its answer is not validated, only typed, so that the
 * sign-in page loads neither schemas nor a query cache. False if it cannot be loaded now.
 */
export const askForInstance = async (): Promise<boolean> => {
  try {
    const { instance } = (await callFirst('readInstance')) as InstanceAnswer;
    useStore.setState({ instance });
    return true;
  } catch {
    return false;
  }
};

/** What is known of this installation; null until it has answered. */
export const useInstance = (): Instance | null => useStore(({ instance }) => instance);
