import { useQuery } from '@tanstack/react-query';
import { Columns } from '../../../components/columns.tsx';
import { LimitsForm } from '../../../components/limits-form.tsx';
import { Page } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { QuotaList } from '../../../components/quota-list.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { standardOf } from '../../../lib/forms/limit-changes.ts';
import { clockTime } from '../../../lib/format/time.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { useUpdateLimits } from '../api/update-limits.mutation.ts';

export { RouteError as ErrorBoundary };

export function Component() {
  const query = useQuery(limitsQuery());
  const update = useUpdateLimits();
  return (
    <Page
      title="Daily limits"
      lead="How much of each action everybody may do in a day of their own time zone. Whoever needs other limits gets them on their page among the users."
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={56} />}>
        {(limits) => (
          <Columns
            side={
              <Section
                card
                title="Your own, today"
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
                reasonHelp="Everybody reads it beside their limits, and it is kept in the audit log. May stay empty."
              />
            </Section>
          </Columns>
        )}
      </QueryView>
    </Page>
  );
}
