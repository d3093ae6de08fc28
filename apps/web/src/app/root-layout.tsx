import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { VisuallyHidden } from '../components/visually-hidden.tsx';
import { SimulatorBanner } from '../features/simulator/components/simulator-banner.tsx';
import { useAnnouncement } from '../lib/announce.ts';
import classes from './root-layout.module.css';

/** What every screen has: the way past the navigation, the simulator's banner, a line while the next screen loads. */
export function RootLayout() {
  const { state } = useNavigation();
  return (
    <>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      {state === 'loading' && <div className={classes.progress} role="progressbar" aria-label="Loading the page" />}
      <SimulatorBanner />
      <Outlet />
      <Announcer />
      <ScrollRestoration />
    </>
  );
}

/** The one live region for screen readers. */
function Announcer() {
  return (
    <div role="status" aria-live="polite">
      <VisuallyHidden>{useAnnouncement()}</VisuallyHidden>
    </div>
  );
}
