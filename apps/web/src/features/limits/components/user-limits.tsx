import type { User } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { announce } from '../../../lib/announce.ts';
import { clockTime } from '../../../lib/format/time.ts';
import { useClearUserLimits, useSetUserLimits } from '../api/limits.mutations.ts';
import { userLimitsQuery } from '../api/limits.queries.ts';
import { LimitsForm } from './limits-form.tsx';
import { QuotaList } from './quota-list.tsx';

interface UserTodayProps {
  readonly user: User;
}

/** What a user has left today. */
export function UserToday({ user }: UserTodayProps) {
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
export function UserLimits({ user }: UserTodayProps) {
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
            reasonHelp={`Optional. Shown to ${user.username} next to the limit, and kept in the audit log.`}
            action={<LimitsReturn user={user} />}
          />
        )}
      </QueryView>
    </Section>
  );
}

interface LimitsReturnProps {
  readonly user: User;
}

/** Resets to the default limits. */
function LimitsReturn({ user: { id, username } }: LimitsReturnProps) {
  const [asking, setAsking] = useState(false);
  const clear = useClearUserLimits(id);
  const confirm = () =>
    clear.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        announce(`${username} has the default limits again`);
      },
    });
  return (
    <>
      <ActionButton variant="default" onClick={() => setAsking(true)}>
        Reset to default
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title={`Reset ${username} to the default?`}
        confirm="Reset to default"
        keep="Keep own limits"
        busyWords="Changing limits"
        busy={clear.isPending}
        error={clear.error}
        danger={false}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        The limits that were set for {username} alone, and their reason, are removed. The default limits apply from the
        next action on.
      </ConfirmDialog>
    </>
  );
}
