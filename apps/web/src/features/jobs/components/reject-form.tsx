import { TextInput } from '@mantine/core';
import { rejectPlanSchema, type RejectPlan } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ARRIVES } from '../../../lib/focus.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useRejectPlan } from '../api/plans.mutations.ts';

interface Props {
  readonly jobId: string;
  readonly username: string;
}

/** Why a plan is rejected; its user reads it. */
export function RejectForm({ jobId, username }: Props) {
  const reject = useRejectPlan(jobId);
  const form = useForm<{ reason: string }, RejectPlan>({
    initial: { reason: '' },
    check: (values) => checkWith(rejectPlanSchema, values, { reason: 'Enter a reason of 3 to 300 characters.' }),
    send: ({ reason }) => reject.mutateAsync(reason),
  });
  return (
    <form {...form.form} aria-label={`Reject the plan of ${username}`}>
      <Fields>
        {reject.isError && <ErrorBlock key={reject.submittedAt} error={reject.error} />}
        <TextInput
          {...form.text('reason')}
          {...ARRIVES}
          label="Reason"
          description={`${username} reads it. The job is cancelled.`}
          autoComplete="off"
        />
        <div>
          <ActionButton type="submit" danger busy={reject.isPending} busyWords="Rejecting">
            Reject plan
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
