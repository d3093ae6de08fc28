import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { AppLink } from '../../../components/app-link.tsx';
import { Until } from '../../../components/until.tsx';
import { paths } from '../../../lib/paths.ts';
import { fleetQuery } from '../api/fleet.query.ts';
import classes from './fleet-banner.module.css';

/** Above every screen while all bots are paused: that it is nobody's fault here, and when it is tried again. */
export function FleetBanner() {
  const { data: fleet } = useQuery(fleetQuery());
  return (
    <div role="status">
      {fleet?.trouble && (
        <div className={classes.banner}>
          <IconPlayerPause className={classes.icon} size={20} stroke={1.5} aria-hidden="true" />
          <div className={classes.words}>
            <p className={classes.title}>All bots are paused</p>
            <p>
              {fleet.trouble.message} Your jobs keep their place and go on by themselves.{' '}
              {fleet.until && (
                <>
                  One account tries again <Until at={fleet.until} show="in" />.
                </>
              )}
            </p>
            <p>
              <AppLink to={paths.errorCode.href(fleet.trouble.code)}>What this means</AppLink>
            </p>
          </div>
        </div>
      )}
    </div>
  );
}
