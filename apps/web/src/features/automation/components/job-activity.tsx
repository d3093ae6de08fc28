import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ActivityLine } from '../../../components/activity-line.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { latestActivityQuery } from '../../../lib/queries/latest-activity.query.ts';
import classes from './job.module.css';

interface Props {
  readonly jobId: string;
  readonly open: boolean;
}

/** The newest of what a job did, behind its row. */
export function JobActivity({ jobId, open: openAtFirst }: Props) {
  const [open, setOpen] = useState(openAtFirst);
  const query = useQuery({ ...latestActivityQuery({ job_id: jobId }), enabled: open });
  const id = useId();
  return (
    <div>
      <UnstyledButton className={classes.toggle} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} stroke={1.5} aria-hidden="true" data-open={open || undefined} />
        Latest activity
      </UnstyledButton>
      <div id={id} hidden={!open}>
        {open && (
          <QueryView query={query} skeleton={<SkeletonRows rows={3} height={28} />}>
            {({ items }) =>
              items.length === 0 ? (
                <p className={classes.none}>Nothing yet. Each action appears here as it happens.</p>
              ) : (
                <ul className={classes.lines}>
                  {items.map((row) => (
                    <ActivityLine key={row.id} row={row} />
                  ))}
                </ul>
              )
            }
          </QueryView>
        )}
      </div>
    </div>
  );
}
