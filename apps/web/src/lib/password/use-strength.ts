import { useEffect, useState } from 'react';
import { useSettled } from '../use-settled.ts';
import type { Strength } from './strength.ts';

const SETTLED_MS = 150;

/** How strong a password is once the typing rests; null before, and where the estimator cannot be loaded. */
export const useStrength = (password: string, own: string): Strength | null => {
  const settled = useSettled(password, SETTLED_MS);
  const [found, setFound] = useState<{ readonly of: string; readonly strength: Strength } | null>(null);
  useEffect(() => {
    if (settled === '') return;
    let current = true;
    void import('./estimator.ts')
      .then(({ estimate }) => current && setFound({ of: settled, strength: estimate(settled, own ? [own] : []) }))
      // Without the meter the rules in words remain, and the API decides anyway.
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [settled, own]);
  return password === '' ? null : (found?.strength ?? null);
};
