import { useEffect } from 'react';
import { create } from 'zustand';

type Answer = (proven: boolean) => void;

interface Proof {
  /** Requests that wait for the answer. */
  readonly waiting: readonly Answer[];
  /** Number of dialogs on the screen that can ask. */
  readonly dialogs: number;
}

const useStore = create<Proof>(() => ({ waiting: [], dialogs: 0 }));

/** Asks the person for a proof of identity; one dialog serves all pending requests. False: they declined. */
export const askForProof = (): Promise<boolean> =>
  // Without a dialog on the screen, no answer would ever come.
  useStore.getState().dialogs === 0
    ? Promise.resolve(false)
    : new Promise((answer) => useStore.setState(({ waiting }) => ({ waiting: [...waiting, answer] })));

/** For the dialog: how it ended. */
export const answerProof = (proven: boolean): void => {
  const { waiting } = useStore.getState();
  useStore.setState({ waiting: [] });
  for (const answer of waiting) answer(proven);
};

/** True while a request waits for a proof. */
export const useProofWanted = (): boolean => useStore(({ waiting }) => waiting.length > 0);

/** For the dialog that asks: while it is on the screen, requests wait for it. */
export const useProofDialog = (): void =>
  useEffect(() => {
    useStore.setState(({ dialogs }) => ({ dialogs: dialogs + 1 }));
    return () => {
      useStore.setState(({ dialogs }) => ({ dialogs: dialogs - 1 }));
      answerProof(false);
    };
  }, []);
