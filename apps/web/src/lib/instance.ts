import type { InstanceAnswer } from '@pacekeeper/contracts';
import { useSyncExternalStore } from 'react';
import { jsonOf, send } from './http/send.ts';

export type Instance = InstanceAnswer['instance'];

let instance: Instance | null = null;
const listeners = new Set<() => void>();

/**
 * Asks for what stands open before a sign-in: mode and demo accounts. Its answer is taken by its type alone, so that
 * the sign-in page loads neither schemas nor a query cache. False where it cannot be had now.
 */
export const askForInstance = async (): Promise<boolean> => {
  try {
    const answer = (await jsonOf(await send({ method: 'GET', path: 'instance' }))) as InstanceAnswer;
    instance = answer.instance;
    for (const listener of listeners) listener();
    return true;
  } catch {
    return false;
  }
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What is known of this installation; null until it has answered. */
export const useInstance = (): Instance | null => useSyncExternalStore(subscribe, () => instance);
