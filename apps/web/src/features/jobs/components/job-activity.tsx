import { useQuery } from '@tanstack/react-query';
import { Disclosure } from '../../../components/disclosure.tsx';
import { EventLines } from '../../../components/event-lines.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { latestActivityQuery } from '../../../lib/queries/latest-activity.query.ts';

interface Props {
  readonly jobId: string;
  readonly open: boolean;
}

/** The newest of what a job did, behind its row. */
export function JobActivity({ jobId, open }: Props) {
  return (
    <Disclosure title="Latest activity" open={open}>
      {() => <Latest jobId={jobId} />}
    </Disclosure>
  );
}

function Latest({ jobId }: Pick<Props, 'jobId'>) {
  const query = useQuery(latestActivityQuery({ job_id: jobId }));
  return (
    <QueryView query={query} skeleton={<SkeletonRows rows={3} height={28} />}>
      {({ items }) => <EventLines rows={items} none="Nothing yet. Each action appears here as it happens." />}
    </QueryView>
  );
}
