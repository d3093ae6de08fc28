import { useSeconds } from '../lib/clock.ts';
import { countdown, exactTime, timeOrDay } from '../lib/format/time.ts';
import { useZone } from '../lib/session/use-zone.ts';

interface Props {
  /** ISO 8601. */
  readonly at: string;
  /** `until`: "until 14:05 (in 4:12)". `in`: "in 0:42". */
  readonly show: 'until' | 'in';
}

/** When something ends or comes, counting down. */
export function Until({ at, show }: Props) {
  const zone = useZone();
  const now = useSeconds();
  const left = new Date(at).getTime() - now;
  const inWords = left > 0 ? `in ${countdown(left)}` : 'now';
  return (
    <time dateTime={at} title={exactTime(at, zone)}>
      {show === 'in' ? inWords : `until ${timeOrDay(at, now, zone)} (${inWords})`}
    </time>
  );
}
