import { Page } from '../../components/page.tsx';
import { RouteError } from '../route-error.tsx';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { LimitsSection } from '../../features/limits/components/own-limits.tsx';
import { NotificationsSection } from '../../features/notifications/components/notifications-section.tsx';
import classes from '../../features/settings/components/settings.module.css';
import { ThemeSection } from '../../features/settings/components/theme-section.tsx';
import { ZoneSection } from '../../features/settings/components/zone-section.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) void queryClient.prefetchQuery(limitsQuery());
  return null;
};

export function Component() {
  return (
    <Page title="Settings" lead="Your time zone, theme, own daily limits and notifications.">
      <div className={classes.page}>
        <ZoneSection />
        <ThemeSection />
        <LimitsSection />
        <NotificationsSection />
      </div>
    </Page>
  );
}
