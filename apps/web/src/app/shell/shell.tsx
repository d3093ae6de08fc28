import type { User } from '@pacekeeper/contracts';
import { useEffect } from 'react';
import { Outlet } from 'react-router';
import { FleetBanner } from '../../features/fleet/components/fleet-banner.tsx';
import { goLive } from '../../lib/live/live.ts';
import { BottomBar } from './bottom-bar.tsx';
import classes from './shell.module.css';
import { LiveBanner } from './live-banner.tsx';
import { SideBar } from './side-bar.tsx';
import { StopTrouble } from './stop-trouble.tsx';
import { TopBar } from './top-bar.tsx';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';

interface Props {
  readonly user: User;
}

/** The bar above, navigation at the left, or below on a phone, around the screen that is open. */
export function Shell({ user }: Props) {
  const main = useFocusOnArrival();
  useEffect(() => goLive(user.id), [user.id]);
  return (
    <>
      <TopBar user={user} />
      <div className={classes.shell}>
        <SideBar user={user} />
        <main id="main" ref={main} className={classes.main} tabIndex={-1}>
          <LiveBanner />
          <StopTrouble />
          <FleetBanner />
          <Outlet />
        </main>
        <BottomBar user={user} />
      </div>
    </>
  );
}
