import type { Bot, Job, PlanItem, PlanSummary } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ActionButton } from '../../../components/action-button.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Facts } from '../../../components/facts.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { SymbolWords } from '../../../components/symbol-words.tsx';
import { Until } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { number } from '../../../lib/format/number.ts';
import { useChangePlan } from '../api/plans.mutations.ts';
import { planQuery } from '../api/plans.queries.ts';
import classes from './job-pages.module.css';
import { PlanApproval } from './plan-approval.tsx';

interface Props {
  readonly job: Job;
  /** Absent for an administrator, who approves for a bot that its owner starts. */
  readonly bot?: Bot | undefined;
}

/** Whom a planned job would act on, and whom not, with times and reasons; what may be struck, and the approval. */
export function JobPlan({ job, bot }: Props) {
  const query = useInfiniteQuery(planQuery(job));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const open = job.state === 'planned';
  return (
    <Section title="The plan">
      <QueryView query={query} skeleton={<SkeletonRows rows={8} height={40} />}>
        {({ pages }) => {
          // Each page tells the summary; the first was read when the plan was.
          const summary = pages[0]?.summary;
          return (
            <>
              {summary && <Summary summary={summary} />}
              {open && summary && <PlanApproval job={job} bot={bot} summary={summary} />}
              {!open && <p>The plan is being made. It can be changed and approved once it is complete.</p>}
              {items.length > 0 ? (
                <DataTable heads={['Person', 'Decision', 'When or why', 'Change']}>
                  {items.map((item) => (
                    <PlanRow key={item.id} jobId={job.id} item={item} open={open} />
                  ))}
                </DataTable>
              ) : (
                <EmptyState title="Nobody yet">
                  {open ? 'The source had nobody.' : 'People appear here as they are found.'}
                </EmptyState>
              )}
            </>
          );
        }}
      </QueryView>
      <LoadMore query={query}>Load more of the plan</LoadMore>
    </Section>
  );
}

interface SummaryProps {
  readonly summary: PlanSummary;
}

function Summary({ summary: { acts, skips, first_at: first, last_at: last, expires_at: ends } }: SummaryProps) {
  return (
    <Facts
      facts={[
        ['Would act on', number(acts)],
        [
          'Would skip',
          skips.length > 0 && (
            <ul key="skips" className={classes.skips}>
              {skips.map(({ symbol, count }) => (
                <li key={symbol}>
                  {number(count)}: <SymbolWords symbol={symbol} />
                </li>
              ))}
            </ul>
          ),
        ],
        ['First, if approved now', first && <Until key="first" at={first} show="in" />],
        ['Last', last && <Until key="last" at={last} show="in" />],
        ['Waits for approval', ends && <Until key="ends" at={ends} show="until" />],
      ]}
    />
  );
}

interface RowProps {
  readonly jobId: string;
  readonly item: PlanItem;
  readonly open: boolean;
}

function PlanRow({ jobId, item, open }: RowProps) {
  const { target, decision, symbol, expected_at: at } = item;
  const change = useChangePlan(jobId);
  const name = `@${target.username ?? target.pk}`;
  const struck = symbol === 'PLAN_STRUCK';
  const press = () =>
    change.mutate(struck ? { restore: [target.pk] } : { strike: [target.pk] }, {
      onSuccess: () => announce(`${name}: ${struck ? 'restored' : 'struck'}`),
    });
  return (
    <tr>
      <td data-label="Person" className={classes.name}>
        {name}
      </td>
      <td data-label="Decision">{decision === 'act' ? 'act' : 'skip'}</td>
      <td data-label={decision === 'act' ? 'When' : 'Why'}>
        {decision === 'act' && at && <Until at={at} show="in" />}
        {symbol && <SymbolWords symbol={symbol} />}
        {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
      </td>
      <td data-label="Change">
        {open && (decision === 'act' || struck) && (
          <ActionButton variant="default" size="xs" busy={change.isPending} onClick={press}>
            {struck ? 'Restore' : 'Strike'} <VisuallyHidden>{name}</VisuallyHidden>
          </ActionButton>
        )}
      </td>
    </tr>
  );
}
