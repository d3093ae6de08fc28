import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { Page } from '../../components/page.tsx';
import { AnalyticsFilterBar } from '../../features/analytics/components/analytics-filters.tsx';
import { DailySection } from '../../features/analytics/components/daily-section.tsx';
import { Figures } from '../../features/analytics/components/figures.tsx';
import { HoursSection } from '../../features/analytics/components/hours-section.tsx';
import { SourcesSection } from '../../features/analytics/components/sources-section.tsx';
import { filtersOf, spanOf, todayIn } from '../../features/analytics/range.ts';
import { useHalfMinutes } from '../../lib/clock.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { useZone } from '../../lib/session/use-zone.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export function Component() {
  const [address] = useSearchParams();
  const filters = filtersOf(address);
  const today = todayIn(useHalfMinutes(), useZone());
  const accounts = useQuery(accountsQuery()).data?.items ?? [];
  const span = spanOf(filters, today);
  const { account_id: id, action } = filters;
  const account = accounts.find((one) => (id ? one.id === id : accounts.length === 1)) ?? null;
  const asked = { ...span, ...(id && { account_id: id }) };
  return (
    <Page title="Analytics" lead="What your bots did, where the people came from, and when.">
      <AnalyticsFilterBar filters={filters} span={span} today={today} accounts={accounts} />
      <Figures asked={asked} action={action} />
      <DailySection asked={asked} action={action} />
      <SourcesSection asked={asked} action={action} />
      <HoursSection asked={asked} action={action} account={account} />
    </Page>
  );
}
