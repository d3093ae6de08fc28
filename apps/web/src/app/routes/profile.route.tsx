import { Page } from '../../components/page.tsx';
import { RouteError } from '../route-error.tsx';
import { twoFactorQuery } from '../../lib/queries/two-factor.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { usePerson } from '../../lib/session/person.ts';
import { TokensSection } from '../../features/api-tokens/components/tokens-section.tsx';
import { loginSessionsQuery } from '../../features/profile/api/login-sessions.queries.ts';
import { DataSection } from '../../features/profile/components/data-section.tsx';
import { Overview } from '../../features/profile/components/overview.tsx';
import { PasswordSection } from '../../features/profile/components/password-section.tsx';
import classes from '../../features/profile/components/profile.module.css';
import { SessionsSection } from '../../features/profile/components/sessions-section.tsx';
import { TwoFactorSection } from '../../features/profile/components/two-factor-section.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(twoFactorQuery());
    void queryClient.prefetchInfiniteQuery(loginSessionsQuery());
  }
  return null;
};

export function Component() {
  const person = usePerson();
  return (
    <Page title="Profile" lead="Who you are here, how you sign in, and where you are signed in.">
      <div className={classes.page}>
        <Overview person={person} />
        <PasswordSection />
        <TwoFactorSection />
        <SessionsSection />
        <TokensSection />
        <DataSection person={person} />
      </div>
    </Page>
  );
}
