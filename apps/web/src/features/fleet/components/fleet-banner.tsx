import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { AppLink } from '../../../components/links.tsx';
import { Until } from '../../../components/times.tsx';
import { useHalfMinutes } from '../../../lib/clock.ts';
import { exactTime, timeOrDay } from '../../../lib/format/time.ts';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { fleetQuery } from '../api/fleet.queries.ts';
import classes from './fleet-banner.module.css';

/** Above every screen while all bots are paused: by whom, since when, what happens to jobs, and what comes next. */
export function FleetBanner() {
  const { data: fleet } = useQuery(fleetQuery());
  const administers = usePerson().role === 'admin';
  return (
    <div role="status">
      {fleet?.trouble && (
        <div className={classes.banner}>
          <IconPlayerPause className={classes.icon} size={20} stroke={1.5} aria-hidden="true" />
          <div className={classes.words}>
            <p className={classes.title}>All bots are paused</p>
            <p>
              {fleet.trouble.message}{' '}
              {fleet.since && (
                <>
                  Paused since <Since at={fleet.since} />.{' '}
                </>
              )}
              Your jobs keep their place and continue as soon as the pause ends.{' '}
              {fleet.until && (
                <>
                  One account tries again <Until at={fleet.until} show="in" />.
                </>
              )}
            </p>
            <p className={classes.links}>
              <AppLink to={paths.errorCode.href(fleet.trouble.code)}>What this means</AppLink>
              {administers && <AppLink to={paths.system.href()}>Why, and how to resume</AppLink>}
            </p>
          </div>
        </div>
      )}
    </div>
  );
}

/** A fixed time: a running one would be read out again and again. */
function Since({ at }: { readonly at: string }) {
  const zone = useZone();
  const now = useHalfMinutes();
  return (
    <time dateTime={at} title={exactTime(at, zone)}>
      {timeOrDay(at, now, zone)}
    </time>
  );
}
