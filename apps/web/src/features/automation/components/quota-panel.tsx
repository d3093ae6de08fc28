import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../../components/query-view.tsx';
import { QuotaList } from '../../../components/quota-list.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { clockTime } from '../../../lib/format/time.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';

/** What is used and left today, for each action. */
export function QuotaPanel() {
  const query = useQuery(limitsQuery());
  const limits = query.data;
  return (
    <Section
      card
      title="Today’s limits"
      aside={limits && `Resets at ${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`}
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={36} />}>
        {(today) => <QuotaList limits={today} />}
      </QueryView>
    </Section>
  );
}
