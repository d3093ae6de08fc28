import type { DemoAccount } from '@pacekeeper/contracts';
import { useEffect, useEffectEvent } from 'react';

let chosen: DemoAccount | null = null;
const forms = new Set<() => void>();
const openers = new Set<() => void>();

const offer = () => {
  for (const form of forms) form();
  if (chosen) for (const open of openers) open();
};

/** A demo account was clicked: the connect form that is open takes it, or the next one that opens. */
export const chooseDemoAccount = (account: DemoAccount): void => {
  chosen = account;
  offer();
};

const useListener = (listeners: Set<() => void>, onOffer: () => void): void => {
  const latest = useEffectEvent(onOffer);
  useEffect(() => {
    const listener = () => latest();
    listeners.add(listener);
    listener();
    return () => void listeners.delete(listener);
  }, [listeners]);
};

/** For the connect form: takes a demo account that was clicked, also just before the form was drawn. */
export const useDemoChoice = (onChoice: (account: DemoAccount) => void): void =>
  useListener(forms, () => {
    if (!chosen) return;
    const account = chosen;
    chosen = null;
    onChoice(account);
  });

/** For what can open a connect form: called while a clicked demo account waits for one. */
export const useWaitingDemoChoice = (open: () => void): void => useListener(openers, () => chosen && open());
