import { TextInput } from '@mantine/core';
import { type AccountChanges, accountChangesSchema, type AccountDetail } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { type Checked, useForm } from '../../../lib/forms/use-form.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { useChangeAccount } from '../api/accounts.mutations.ts';
import classes from './account-settings.module.css';

interface Props {
  readonly account: AccountDetail;
}

const DEFAULTS = { from: '08:00', to: '22:00' };

/** An invalid end is reported at the end field, everything else at the start field. */
const check = (values: typeof DEFAULTS): Checked<AccountChanges> => {
  const parsed = accountChangesSchema.safeParse({ working_hours: values });
  if (parsed.success) return { body: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path.at(-1)));
  return {
    errors: {
      ...(wrong.has('from') ? { from: 'Enter a time, such as 08:00.' } : {}),
      ...(wrong.has('to')
        ? { to: 'Enter another time than the start, such as 22:00; an earlier one is on the next day.' }
        : {}),
    },
  };
};

/** When the bot of an account may act, in its person's own time zone. */
export function AccountHours({ account }: Props) {
  const zone = useZone();
  const change = useChangeAccount(account.id);
  const hours = account.working_hours;
  const form = useForm({
    initial: hours ?? DEFAULTS,
    check,
    send: async (body) => {
      await change.mutateAsync(body);
      announce('The working hours are set');
    },
  });
  const standard = () =>
    change.mutate({ working_hours: null }, { onSuccess: () => announce('The standard hours apply again') });
  return (
    <>
      <p className={classes.now}>
        {hours ? (
          <>
            The bot acts from <strong>{hours.from}</strong> to <strong>{hours.to}</strong>, {zone}.
          </>
        ) : (
          'The bot acts in the standard hours: 08:00 to 22:00, and all day in the simulator.'
        )}
      </p>
      <form {...form.form} aria-label="Working hours of this account">
        <Fields>
          {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
          <div className={classes.pair}>
            <TextInput {...form.text('from')} type="time" label="From" />
            <TextInput {...form.text('to')} type="time" label="To" />
          </div>
          <div className={classes.buttons}>
            <ActionButton type="submit" variant="default" busy={change.isPending} busyWords="Setting">
              Set working hours
            </ActionButton>
            {hours && (
              <ActionButton variant="subtle" onClick={standard}>
                Standard hours
              </ActionButton>
            )}
          </div>
        </Fields>
      </form>
    </>
  );
}
