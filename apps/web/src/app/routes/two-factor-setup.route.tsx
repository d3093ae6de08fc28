import { Navigate } from 'react-router';
import { Page } from '../../components/page.tsx';
import { RouteError } from '../route-error.tsx';
import { paths } from '../../lib/paths.ts';
import { useSession } from '../../lib/session/use-session.ts';
import classes from '../../features/profile/components/profile.module.css';
import { TwoFactorSection } from '../../features/profile/components/two-factor-section.tsx';
import { useFreshCodes } from '../../features/profile/take-two-factor.ts';

export { RouteError as ErrorBoundary };

/** For people who need a second factor before anything else opens. */
export function Component() {
  const session = useSession();
  const codes = useFreshCodes();
  if (session.status === 'signed_in' && !session.mustSetUpTwoFactor && !codes) {
    return <Navigate to={paths.home.href()} replace />;
  }
  return (
    <Page
      title="Set up a second factor"
      lead="An administrator requires a second factor for everybody. Set one up to continue."
    >
      <div className={classes.page}>
        <TwoFactorSection />
      </div>
    </Page>
  );
}
