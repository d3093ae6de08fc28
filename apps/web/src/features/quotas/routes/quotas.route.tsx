import { useQuery } from '@tanstack/react-query';
import { Page } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { LimitsForm } from '../components/limits-form.tsx';

export { RouteError as ErrorBoundary };

export function Component() {
  const query = useQuery(limitsQuery());
  return (
    <Page
      title="Daily limits"
      lead="How much of each action everybody may do in a day of their own time zone. A new account begins with a part of it."
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={56} />}>
        {(limits) => <LimitsForm limits={limits} />}
      </QueryView>
    </Page>
  );
}
