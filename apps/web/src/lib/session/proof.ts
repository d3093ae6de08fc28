import { useSyncExternalStore } from 'react';

type Answer = (proven: boolean) => void;

let waiting: Answer[] = [];
const listeners = new Set<() => void>();

const become = (next: Answer[]) => {
  waiting = next;
  for (const listener of listeners) listener();
};

/** Asks the person to prove again who they are; one dialog serves all who ask meanwhile. False: they would rather not. */
export const askForProof = (): Promise<boolean> =>
  // Where nothing draws the dialog, nobody would ever answer.
  listeners.size === 0 ? Promise.resolve(false) : new Promise((answer) => become([...waiting, answer]));

/** For the dialog: how it ended. */
export const answerProof = (proven: boolean): void => {
  const asked = waiting;
  become([]);
  for (const answer of asked) answer(proven);
};

/** True while somebody waits for a proof. */
export const useProofWanted = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => waiting.length > 0,
  );
