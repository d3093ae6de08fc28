import type { DemoAccount } from '@pacekeeper/contracts';
import { useEffect, useEffectEvent } from 'react';

/** What was clicked and has no form yet: the screen that has one is still loading. */
let waiting: DemoAccount | null = null;
const offers = new Set<() => void>();

/** A demo account was clicked: the first place that wants it takes it, or the first one that is drawn. */
export const chooseDemoAccount = (account: DemoAccount): void => {
  waiting = account;
  for (const offer of offers) offer();
};

/** Forgets a click that no form has taken, so that it does not come up later. */
export const dropDemoChoice = (): void => {
  waiting = null;
};

/** For a place that can connect an account; `take` answers whether it has taken the one that was clicked. */
export const useDemoChoice = (take: (account: DemoAccount) => boolean): void => {
  const latest = useEffectEvent(take);
  useEffect(() => {
    const offer = () => {
      if (waiting && latest(waiting)) waiting = null;
    };
    offers.add(offer);
    offer();
    return () => void offers.delete(offer);
  }, []);
};
