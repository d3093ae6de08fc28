import { TextInput } from '@mantine/core';
import { type SetRamp, setRampSchema } from '@pacekeeper/contracts';
import { announce } from '../lib/announce.ts';
import { checkWith, wholeNumber } from '../lib/forms/check-with.ts';
import { useForm } from '../lib/forms/use-form.ts';
import { useSetRamp } from '../lib/queries/set-ramp.mutation.ts';
import { ActionButton } from './action-button.tsx';
import { Done } from './done.tsx';
import { ErrorBlock } from './error-block.tsx';
import { Fields } from './fields.tsx';

interface Props {
  readonly accountId: string;
  /** Undefined: not known, as of another user's account. */
  readonly ramp?: number | undefined;
  /** Whose: "@mia.travels". */
  readonly name?: string | undefined;
}

const WORDS = {
  ramp: 'Enter a whole number from 5 to 100.',
  reason: 'Enter a reason of 3 to 300 characters.',
};

/** For administrators: the share of its limits that an account may use, with a reason. */
export function RampForm({ accountId, ramp, name }: Props) {
  const set = useSetRamp(accountId);
  const form = useForm<{ ramp: string; reason: string }, SetRamp>({
    initial: { ramp: ramp === undefined ? '' : String(Math.round(ramp * 100)), reason: '' },
    check: (typed) =>
      checkWith<SetRamp>(setRampSchema, { ramp: wholeNumber(typed.ramp) / 100, reason: typed.reason }, WORDS),
    send: async (body) => {
      await set.mutateAsync(body);
      form.set({ reason: '' });
      announce('The share is set');
    },
  });
  return (
    <form {...form.form} aria-label={name ? `Share of the limits of ${name}` : 'Share of the limits'}>
      <Fields>
        {set.isError && <ErrorBlock key={set.submittedAt} error={set.error} />}
        <TextInput
          {...form.text('ramp')}
          label="Share of its limits, percent"
          description="As an administrator you may set it, 5 to 100."
          inputMode="numeric"
          autoComplete="off"
        />
        <TextInput
          {...form.text('reason')}
          label="Reason"
          description="Its user reads it, and the audit log keeps it."
          autoComplete="off"
        />
        {set.data && <Done>It may use {Math.round(set.data.account.ramp * 100)} % of its limits now.</Done>}
        <div>
          <ActionButton type="submit" variant="default" busy={set.isPending} busyWords="Setting">
            Set share
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
