import { useQuery } from '@tanstack/react-query';
import { ColumnChart } from '../../../components/column-chart.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Disclosure } from '../../../components/disclosure.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AppLink } from '../../../components/links.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { number } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { dailyQuery, type StatsAsked } from '../api/stats.queries.ts';
import { type Column, columnsOf } from '../figures.ts';
import classes from './analytics.module.css';
import { SaveCsv } from './save-csv.tsx';

interface Props {
  readonly asked: StatsAsked;
  readonly action: string | undefined;
}

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayOf = (day: string): string => short.format(new Date(day));
const nameOf = ({ day, to }: Column): string => (day === to ? dayOf(day) : `${dayOf(day)} to ${dayOf(to)}`);

const titleOf = (column: Column): string => {
  const { counts } = column;
  if (!counts) return `${nameOf(column)}: no data`;
  return `${nameOf(column)}: ${number(counts.done)} done, ${number(counts.failed)} failed, ${number(counts.unknown)} unknown`;
};

/** What was done each day, as columns, a table and a file. */
export function DailySection({ asked, action }: Props) {
  const query = useQuery(dailyQuery(asked));
  return (
    <Section card title="Day by day">
      <QueryView query={query} skeleton={<SkeletonRows rows={1} height={200} />}>
        {(items) => {
          const columns = columnsOf(items, asked, action);
          return columns.some(({ counts }) => counts) ? (
            <Days columns={columns} />
          ) : (
            <EmptyState
              title="Nothing was done in these days"
              action={<AppLink to={paths.newJob.href()}>Give a bot a job</AppLink>}
            >
              Choose other days above, or start a bot. What it does is counted here.
            </EmptyState>
          );
        }}
      </QueryView>
    </Section>
  );
}

function Days({ columns }: { readonly columns: readonly Column[] }) {
  const known = columns.filter(({ counts }) => counts).length;
  const weekly = columns.some(({ day, to }) => day !== to);
  const rows = () => [
    ['from', 'to', 'done', 'skipped', 'failed', 'unknown'],
    ...columns.map(({ day, to, counts }) => [
      day,
      to,
      counts?.done ?? null,
      counts?.skipped ?? null,
      counts?.failed ?? null,
      counts?.unknown ?? null,
    ]),
  ];
  return (
    <>
      <ColumnChart
        label={`Actions by ${weekly ? 'week' : 'day'}: ${known} of ${columns.length} ${weekly ? 'weeks' : 'days'} with data. The table below has the numbers.`}
        columns={columns.map((column) => ({
          key: column.day,
          label: dayOf(column.day),
          title: titleOf(column),
          parts: column.counts && [
            { tone: 'done', value: column.counts.done },
            { tone: 'failed', value: column.counts.failed },
            { tone: 'unknown', value: column.counts.unknown },
          ],
        }))}
      />
      <ul className={classes.legend}>
        <li>done</li>
        <li data-tone="failed">failed</li>
        <li data-tone="unknown">unknown</li>
        <li data-tone="none">nothing drawn: no data</li>
      </ul>
      <div className={classes.buttons}>
        <SaveCsv name="pacekeeper-daily.csv" rows={rows} />
      </div>
      <Disclosure title="Show as a table">
        {() => (
          <div className={classes.table}>
            <DataTable heads={[weekly ? 'Week' : 'Day', 'Done', 'Skipped', 'Failed', 'Unknown']}>
              {columns.toReversed().map((column) => (
                <tr key={column.day}>
                  <th scope="row">{nameOf(column)}</th>
                  {(['done', 'skipped', 'failed', 'unknown'] as const).map((name) => (
                    <td key={name} data-label={name}>
                      {column.counts ? number(column.counts[name]) : 'no data'}
                    </td>
                  ))}
                </tr>
              ))}
            </DataTable>
          </div>
        )}
      </Disclosure>
    </>
  );
}
