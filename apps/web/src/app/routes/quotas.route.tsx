import { useQuery } from '@tanstack/react-query';
import { Columns } from '../../components/columns.tsx';
import { LimitsForm } from '../../features/limits/components/limits-form.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { QuotaList } from '../../features/limits/components/quota-list.tsx';
import { RouteError } from '../route-error.tsx';
import { Section } from '../../components/section.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { standardOf } from '../../features/limits/limit-changes.ts';
import { clockTime } from '../../lib/format/time.ts';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { useUpdateLimits } from '../../features/limits/api/limits.mutations.ts';

export { RouteError as ErrorBoundary };

export function Component() {
  const query = useQuery(limitsQuery());
  const update = useUpdateLimits();
  return (
    <Page
      title="Daily limits"
      lead="How many of each action everybody may do per day, in their own time zone. To set limits for one person, open their page under Users."
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={56} />}>
        {(limits) => (
          <Columns
            side={
              <Section
                card
                title="Your limits today"
                aside={`Resets at ${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`}
              >
                <QuotaList limits={limits} hourly />
              </Section>
            }
          >
            <Section title="For everybody">
              <LimitsForm
                label="Daily limits"
                limits={standardOf(limits)}
                update={update}
                reasonHelp="Optional. Shown to everybody next to their limits, and kept in the audit log."
              />
            </Section>
          </Columns>
        )}
      </QueryView>
    </Page>
  );
}
