import type { Situation } from '@pacekeeper/contracts';
import { useEffect, useState } from 'react';
import type { entryOf } from './catalogue.ts';

export type Entry = NonNullable<ReturnType<typeof entryOf>>;

/** The catalogue's entry of a symbol or a code; null until it is there, or for one that this page does not know. */
export const useEntry = (symbolOrCode: string | undefined, situation?: Situation): Entry | null => {
  const [entry, setEntry] = useState<Entry | null>(null);
  useEffect(() => {
    if (!symbolOrCode) return;
    let current = true;
    void import('./catalogue.ts')
      .then((catalogue) => current && setEntry(catalogue.entryOf(symbolOrCode, situation)))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [symbolOrCode, situation]);
  return symbolOrCode ? entry : null;
};
