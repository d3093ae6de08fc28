import { useQuery } from '@tanstack/react-query';
import { EventLines } from '../../../components/event-lines.tsx';
import { AppLink } from '../../../components/links.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { paths } from '../../../lib/paths.ts';
import { latestActivityQuery } from '../../../lib/queries/latest-activity.query.ts';

/** The newest of everything that happened, live. */
export function LatestEvents() {
  const query = useQuery(latestActivityQuery());
  return (
    <Section title="Latest events" aside={<AppLink to={paths.activity.href()}>All activity</AppLink>}>
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={28} />}>
        {({ items }) => <EventLines rows={items} none="Nothing has happened yet." />}
      </QueryView>
    </Section>
  );
}
