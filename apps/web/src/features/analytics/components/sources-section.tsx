import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../../../components/data-table.tsx';
import { AppLink } from '../../../components/links.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { number } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import { activityLabel } from '../../../lib/words.ts';
import { sourcesQuery, type StatsAsked } from '../api/stats.queries.ts';
import classes from './analytics.module.css';
import { SaveCsv } from './save-csv.tsx';

interface Props {
  readonly asked: StatsAsked;
  readonly action: string | undefined;
}

/** What came of each source, the most fruitful first. */
export function SourcesSection({ asked, action }: Props) {
  const query = useQuery(sourcesQuery(asked));
  const said = useSaid();
  return (
    <Section card title="By source" aside="Yield: done, of all that was tried or skipped">
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={36} />}>
        {(all) => {
          const items = all
            .filter((item) => !action || item.action === action)
            .map((item) => ({
              ...item,
              name: said({
                message: item.source,
                message_symbol: 'source.named',
                params: { source: item.source, ...(item.of !== null && { of: item.of }) },
              }).replace(/\.$/, ''),
            }));
          if (items.length === 0) return <p className={classes.words}>No source was used in these days.</p>;
          const rows = () => [
            ['source', 'action', 'done', 'skipped', 'failed', 'unknown', 'yield'],
            ...items.map((one) => [one.name, one.action, one.done, one.skipped, one.failed, one.unknown, one.yield]),
          ];
          return (
            <>
              <div className={classes.sources}>
                <DataTable heads={['Source', 'Action', 'Done', 'Skipped', 'Failed', 'Yield', 'Use again']}>
                  {items.map((item) => (
                    <tr key={`${item.source} ${item.of ?? ''} ${item.action}`}>
                      <th scope="row">{item.name}</th>
                      <td data-label="Action">{activityLabel(item.action)}</td>
                      <td data-label="Done">{number(item.done)}</td>
                      <td data-label="Skipped">{number(item.skipped)}</td>
                      <td data-label="Failed">{number(item.failed)}</td>
                      <td data-label="Yield">
                        {item.yield === null ? 'no data' : `${number(Math.round(item.yield * 100))} %`}
                      </td>
                      <td data-label="Use again">
                        {item.source === 'hashtag' && item.of !== null && (
                          <AppLink
                            to={paths.newJob.href({ action: item.action, source: item.source, hashtag: item.of })}
                            label={`New job: ${item.name}`}
                          >
                            New job
                          </AppLink>
                        )}
                      </td>
                    </tr>
                  ))}
                </DataTable>
              </div>
              <div className={classes.buttons}>
                <SaveCsv name="pacekeeper-sources.csv" rows={rows} />
              </div>
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}
