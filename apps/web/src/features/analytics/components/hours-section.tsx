import type { Account, WorkingHours } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { counted, number } from '../../../lib/format/number.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { hoursQuery, type StatsAsked, workingHoursQuery } from '../api/stats.queries.ts';
import { hoursOf, isWorking, stepOf } from '../figures.ts';
import classes from './analytics.module.css';
import { SaveCsv } from './save-csv.tsx';

interface Props {
  readonly asked: StatsAsked;
  readonly action: string | undefined;
  /** The one account that is counted; null: several. */
  readonly account: Account | null;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** At which hours of the week things were done, beside the hours in which the bot may act. */
export function HoursSection({ asked, action, account }: Props) {
  const zone = useZone();
  const query = useQuery(hoursQuery({ ...asked, ...(action && { action }) }));
  const detail = useQuery({ ...workingHoursQuery(account?.id ?? ''), enabled: account !== null }).data;
  const working = detail?.account.working_hours ?? null;
  return (
    <Section card title="Hours of the week" aside={zone}>
      <QueryView query={query} skeleton={<SkeletonRows rows={7} height={20} />}>
        {(items) =>
          items.length > 0 ? (
            <>
              <Heat hours={hoursOf(items)} working={working} />
              <ul className={classes.legend}>
                <li>the darker, the more was done</li>
                <li data-tone="none">no data</li>
                {working && <li data-tone="hours">working hours of @{account?.instagram_username}</li>}
              </ul>
              <p className={classes.words}>{hoursWords(account, working)}</p>
              <div className={classes.buttons}>
                <SaveCsv
                  name="pacekeeper-hours.csv"
                  rows={() => [
                    ['weekday', 'hour', 'done', 'failed'],
                    ...items.map(({ weekday, hour, done, failed }) => [weekday, hour, done, failed]),
                  ]}
                />
              </div>
            </>
          ) : (
            <p className={classes.words}>Nothing was done in these days.</p>
          )
        }
      </QueryView>
    </Section>
  );
}

const hoursWords = (account: Account | null, working: WorkingHours | null): string => {
  if (!account) return 'Choose one account to see its working hours here.';
  return working
    ? `Its bot acts from ${working.from} to ${working.to}.`
    : 'Its bot acts in the standard hours: 08:00 to 22:00, and all day in the simulator.';
};

interface HeatProps {
  readonly hours: ReturnType<typeof hoursOf>;
  readonly working: WorkingHours | null;
}

function Heat({ hours, working }: HeatProps) {
  const most = Math.max(0, ...[...hours.values()].map(({ done }) => done));
  return (
    <table className={classes.heat}>
      <caption>
        <VisuallyHidden>Actions done by weekday and hour</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th className={classes.day}>
            <VisuallyHidden>Day</VisuallyHidden>
          </th>
          {HOURS.map((hour) => (
            <th key={hour} scope="col">
              {hour % 6 === 0 ? clock(hour).slice(0, 2) : <VisuallyHidden>{clock(hour)}</VisuallyHidden>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day, index) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {HOURS.map((hour) => {
              const found = hours.get(`${index + 1} ${hour}`);
              const words = found
                ? `${number(found.done)} done${found.failed > 0 ? `, ${counted(found.failed, { one: 'failure', many: 'failures' })}` : ''}`
                : 'no data';
              return (
                <td
                  key={hour}
                  className={classes.cell}
                  title={`${day} ${clock(hour)}: ${words}`}
                  data-step={(found && stepOf(found.done, most)) || undefined}
                  data-works={(working && isWorking(working, index + 1, hour)) || undefined}
                >
                  <VisuallyHidden>{words}</VisuallyHidden>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
