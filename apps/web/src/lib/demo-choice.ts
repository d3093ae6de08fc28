import type { DemoAccount } from '@pacekeeper/contracts';
import { useEffect, useEffectEvent } from 'react';
import { createStore } from 'zustand/vanilla';

/** The demo account that was clicked and that no form has taken yet. */
const store = createStore<{ readonly waiting: DemoAccount | null }>(() => ({ waiting: null }));

/** A demo account was clicked. True: a form has taken it; else the first one that is drawn and wants it does. */
export const chooseDemoAccount = (account: DemoAccount): boolean => {
  store.setState({ waiting: account });
  return store.getState().waiting === null;
};

/** Forgets a click that no form has taken, so that it does not come up later. */
export const dropDemoChoice = (): void => store.setState({ waiting: null });

/** For a form that can connect an account; `take` answers whether it has taken the one that was clicked. */
export const useDemoChoice = (take: (account: DemoAccount) => boolean): void => {
  const offer = useEffectEvent(() => {
    const { waiting } = store.getState();
    if (waiting && take(waiting)) dropDemoChoice();
  });
  useEffect(() => {
    const leave = store.subscribe(() => offer());
    offer();
    return leave;
  }, []);
};
