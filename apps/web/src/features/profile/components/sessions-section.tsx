import { useInfiniteQuery } from '@tanstack/react-query';
import { LoadMore } from '../../../components/load-more.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { loginSessionsQuery } from '../api/login-sessions.query.ts';
import { EndOthers } from './end-others.tsx';
import classes from './lines.module.css';
import { SessionLine } from './session-line.tsx';

/** Where one is signed in. */
export function SessionsSection() {
  const query = useInfiniteQuery(loginSessionsQuery());
  const sessions = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section card title="Login sessions" aside="Where you are signed in">
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={44} />}>
        {() => (
          <ul className={classes.lines}>
            {sessions.map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </ul>
        )}
      </QueryView>
      <LoadMore query={query}>Load more login sessions</LoadMore>
      <EndOthers alone={query.isSuccess && sessions.length < 2} />
    </Section>
  );
}
