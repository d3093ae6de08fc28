import { UnstyledButton } from '@mantine/core';
import type { Account, SessionOpening } from '@pacekeeper/contracts';
import { IconChevronRight } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { LoadMore } from '../../../components/load-more.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { number } from '../../../lib/format/number.ts';
import { openingsQuery } from '../api/openings.query.ts';
import { OPENING_WORDS } from '../openings-words.ts';
import job from './job.module.css';
import classes from './session-openings.module.css';

interface Props {
  readonly account: Account;
}

/** Who opened the stored session of an account, behind its card. */
export function SessionOpenings({ account }: Props) {
  const [open, setOpen] = useState(false);
  const query = useInfiniteQuery({ ...openingsQuery(account.id), enabled: open });
  const id = useId();
  return (
    <div>
      <UnstyledButton className={job.toggle} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} stroke={1.5} aria-hidden="true" data-open={open || undefined} />
        Who opened this session
      </UnstyledButton>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <p className={classes.intro}>
              The session of @{account.instagram_username} is stored sealed. Each time it was opened in the last 30 days
              is listed here, by the hour.
            </p>
            <QueryView query={query} skeleton={<SkeletonRows rows={3} height={28} />}>
              {({ pages }) => <Lines rows={pages.flatMap(({ items }) => items)} />}
            </QueryView>
            <LoadMore query={query}>Load earlier ones</LoadMore>
          </>
        )}
      </div>
    </div>
  );
}

function Lines({ rows }: { readonly rows: readonly SessionOpening[] }) {
  if (rows.length === 0) {
    return (
      <p className={job.none}>Nobody has opened it yet. Start the bot or test the session, and it appears here.</p>
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
