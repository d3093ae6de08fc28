import type { Bot, Job } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Section } from '../../../components/section.tsx';
import { isOver } from '../../../lib/words.ts';
import { JobCard } from './job-card.tsx';

interface Props {
  readonly jobs: readonly Job[];
  readonly bot: Bot | undefined;
}

const focusForm = () => document.querySelector<HTMLElement>('#follow-by-hashtag input')?.focus();

/** What is under way. */
export function CurrentJobs({ jobs, bot }: Props) {
  const current = jobs.filter((job) => !isOver(job));
  return (
    <Section title="Current jobs">
      {current.length === 0 ? (
        <EmptyState
          title="No job is under way"
          action={
            <ActionButton variant="default" onClick={focusForm}>
              Follow by hashtag
            </ActionButton>
          }
        >
          A job says what to do, for whom and how often. Its progress stands here, live.
        </EmptyState>
      ) : (
        current.map((job, index) => (
          <JobCard key={job.id} job={job} open={index === 0} toldCode={bot?.last_error?.code} />
        ))
      )}
    </Section>
  );
}
