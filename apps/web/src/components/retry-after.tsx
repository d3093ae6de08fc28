import { useState } from 'react';
import { countdown } from '../lib/format/time.ts';
import { useSeconds } from '../lib/clock.ts';

interface Props {
  /** Seconds, counted from when this is first drawn. */
  readonly seconds: number;
}

export function RetryAfter({ seconds }: Props) {
  const now = useSeconds();
  const [until] = useState(() => Date.now() + seconds * 1000);
  return <span>{until > now ? `Try again in ${countdown(until - now)}` : 'You can try again now'}</span>;
}
