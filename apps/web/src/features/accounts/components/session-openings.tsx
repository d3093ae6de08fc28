import type { Account, OpeningPurpose, SessionOpening } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Disclosure } from '../../../components/disclosure.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { number } from '../../../lib/format/number.ts';
import { openingsQuery } from '../api/accounts.queries.ts';
import classes from './session-openings.module.css';

/** Who opened a session and what for, as its owner reads it. */
const OPENING_WORDS: Readonly<Record<OpeningPurpose, string>> = {
  turn: 'Your bot, to work',
  read_back: 'Your bot, to read back from Instagram what an interrupted action did',
  test: 'You, to test it',
  admin_test: 'An administrator, to test it',
  daily_test: 'Pacekeeper, for the daily test',
  start: 'You, to start the bot',
  connect: 'You, to sign in again on the same device',
  disconnect: 'You, to disconnect',
  export: 'You, to take it out as a file',
  rotation: 'The operator of this installation, to encrypt it with a new key',
};

interface Props {
  readonly account: Account;
}

/** Who opened the stored session of an account, behind its card. */
export function SessionOpenings({ account }: Props) {
  return <Disclosure title="Who opened this session">{() => <Openings account={account} />}</Disclosure>;
}

function Openings({ account }: Props) {
  const query = useInfiniteQuery(openingsQuery(account.id));
  return (
    <>
      <p className={classes.intro}>
        The session of @{account.instagram_username} is stored encrypted. Each time it was opened in the last 30 days is
        listed here, by the hour.
      </p>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={28} />}>
        {({ pages }) => <Lines rows={pages.flatMap(({ items }) => items)} />}
      </QueryView>
      <LoadMore query={query}>Load earlier entries</LoadMore>
    </>
  );
}

function Lines({ rows }: { readonly rows: readonly SessionOpening[] }) {
  if (rows.length === 0) {
    return (
      <p className={classes.none}>Nobody has opened it yet. Start the bot or test the session, and it appears here.</p>
    );
  }
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.id} className={classes.line}>
          <span>
            {OPENING_WORDS[row.purpose]}
            {row.times > 1 && `, ${number(row.times)} times within the hour`}
          </span>
          <span className={classes.when}>
            <RelativeTime at={row.last_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
