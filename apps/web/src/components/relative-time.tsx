import { useHalfMinutes } from '../lib/clock.ts';
import { exactTime, relativeTime } from '../lib/format/time.ts';
import { useZone } from '../lib/session/use-zone.ts';

interface Props {
  /** ISO 8601. */
  readonly at: string;
}

/** "3 min ago", with the exact time and its zone on hover. */
export function RelativeTime({ at }: Props) {
  const zone = useZone();
  const now = useHalfMinutes();
  return (
    <time dateTime={at} title={exactTime(at, zone)}>
      {relativeTime(at, now, zone)}
    </time>
  );
}
