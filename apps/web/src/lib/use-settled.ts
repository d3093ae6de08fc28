import { useEffect, useState } from 'react';
import { after } from './timers.ts';

/** The value once it has not changed for a while, in ms: so that not every letter asks the API. */
export const useSettled = <T>(value: T, afterMs: number): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => after(afterMs, () => setSettled(value)), [value, afterMs]);
  return settled;
};
