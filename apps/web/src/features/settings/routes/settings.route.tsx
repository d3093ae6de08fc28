import { Page } from '../../../components/page.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { mayLoad } from '../../../lib/session/guard.ts';
import { LimitsSection } from '../components/limits-section.tsx';
import classes from '../components/settings.module.css';
import { ThemeSection } from '../components/theme-section.tsx';
import { ZoneSection } from '../components/zone-section.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) void queryClient.prefetchQuery(limitsQuery());
  return null;
};

export function Component() {
  return (
    <Page title="Settings" lead="How Pacekeeper shows itself to you, and how much you want it to do.">
      <div className={classes.page}>
        <ZoneSection />
        <ThemeSection />
        <LimitsSection />
      </div>
    </Page>
  );
}
