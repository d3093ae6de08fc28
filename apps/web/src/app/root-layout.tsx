import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { Announcer } from '../components/announcer.tsx';
import { SimulatorBanner } from '../features/simulator/components/simulator-banner.tsx';
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
