import { useHalfMinutes, useSeconds } from '../lib/clock.ts';
import { countdown, exactTime, relativeTime, timeOrDay } from '../lib/format/time.ts';
import { useZone } from '../lib/session/use-zone.ts';

interface RelativeTimeProps {
  /** ISO 8601. */
  readonly at: string;
}

/** "3 min ago", with the exact time and its zone on hover. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const zone = useZone();
  const now = useHalfMinutes();
  return (
    <time dateTime={at} title={exactTime(at, zone)}>
      {relativeTime(at, now, zone)}
    </time>
  );
}

interface UntilProps {
  /** ISO 8601. */
  readonly at: string;
  /** `until`: "until 14:05 (in 4:12)". `in`: "in 0:42". */
  readonly show: 'until' | 'in';
}

/** When something ends or comes, counting down. */
export function Until({ at, show }: UntilProps) {
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
