import type { User } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { LimitsForm } from '../../../components/limits-form.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { QuotaList } from '../../../components/quota-list.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { clockTime } from '../../../lib/format/time.ts';
import { useSetUserLimits } from '../api/set-user-limits.mutation.ts';
import { userLimitsQuery } from '../api/user-limits.query.ts';
import { LimitsReturn } from './limits-return.tsx';

interface Props {
  readonly user: User;
}

/** What a user has left today. */
export function UserToday({ user }: Props) {
  const query = useQuery(userLimitsQuery(user.id));
  const limits = query.data;
  return (
    <Section
      card
      title="Today, as they see it"
      aside={limits && `Resets at ${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`}
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={36} />}>
        {(found) => <QuotaList limits={found} hourly />}
      </QueryView>
    </Section>
  );
}

/** Limits for this user alone. */
export function UserLimits({ user }: Props) {
  const query = useQuery(userLimitsQuery(user.id));
  const update = useSetUserLimits(user.id);
  return (
    <Section card title="Daily limits">
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={56} />}>
        {(limits) => (
          <LimitsForm
            label={`Daily limits of ${user.username}`}
            limits={limits}
            update={update}
            reasonHelp={`${user.username} reads it beside the limit, and it is kept in the audit log. May stay empty.`}
            action={<LimitsReturn user={user} />}
          />
        )}
      </QueryView>
    </Section>
  );
}
