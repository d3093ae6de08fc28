import { Navigate } from 'react-router';
import { Page } from '../../../components/page.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { paths } from '../../../lib/paths.ts';
import { useSession } from '../../../lib/session/use-session.ts';
import classes from '../components/profile.module.css';
import { TwoFactorSection } from '../components/two-factor-section.tsx';
import { useFreshCodes } from '../take-two-factor.ts';

export { RouteError as ErrorBoundary };

/** For somebody who needs a second factor before anything else opens. */
export function Component() {
  const session = useSession();
  const codes = useFreshCodes();
  if (session.status === 'signed_in' && !session.mustSetUpTwoFactor && !codes) {
    return <Navigate to={paths.home.href()} replace />;
  }
  return (
    <Page
      title="Set up a second factor"
      lead="An administrator requires more than a password of everybody here. Choose one of these; then you can go on."
    >
      <div className={classes.page}>
        <TwoFactorSection />
      </div>
    </Page>
  );
}
