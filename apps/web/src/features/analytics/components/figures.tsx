import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { counted, number } from '../../../lib/format/number.ts';
import { type StatsAsked, summaryQuery } from '../api/stats.queries.ts';
import { totalsOf } from '../figures.ts';
import { daysBetween } from '../range.ts';
import classes from './analytics.module.css';

interface Props {
  readonly asked: StatsAsked;
  readonly action: string | undefined;
}

/** The four figures on top, beside the span before. */
export function Figures({ asked, action }: Props) {
  const query = useQuery(summaryQuery(asked));
  return (
    <QueryView query={query} skeleton={<SkeletonRows rows={1} height={104} />}>
      {(summary) => {
        const totals = totalsOf(summary, action);
        const days = daysBetween(asked.from, asked.to).length;
        const span = days === 1 ? 'the day before' : `the ${number(days)} days before`;
        return (
          <dl className={classes.figures}>
            <Figure name="Done" value={totals && number(totals.done)}>
              {totals && comparedWith(totals.done, totals.before, span)}
            </Figure>
            <Figure name="Days with actions" value={summary.active_days > 0 ? number(summary.active_days) : null}>
              of {counted(days, { one: 'day', many: 'days' })}
              {action && ', with any action'}
            </Figure>
            <Figure name="Skipped" value={totals && number(totals.skipped)}>
              filtered out, or done before
            </Figure>
            <Figure name="Failed or unknown" value={totals && number(totals.failed + totals.unknown)}>
              {totals && `${number(totals.failed)} failed, ${number(totals.unknown)} unknown`}
            </Figure>
          </dl>
        );
      }}
    </QueryView>
  );
}

const comparedWith = (now: number, before: number, span: string): string => {
  if (before === 0) return `nothing in ${span}`;
  if (now === before) return `as many as in ${span}`;
  return now > before ? `${number(now - before)} more than in ${span}` : `${number(before - now)} less than in ${span}`;
};

interface FigureProps {
  readonly name: string;
  /** Null: there is no data, which is not 0. */
  readonly value: string | null;
  readonly children: ReactNode;
}

function Figure({ name, value, children }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd className={classes.value}>
        {value ?? (
          <>
            <span aria-hidden="true">–</span>
            <VisuallyHidden>no data</VisuallyHidden>
          </>
        )}
      </dd>
      <dd className={classes.note}>{value === null ? 'no data in these days' : children}</dd>
    </div>
  );
}
