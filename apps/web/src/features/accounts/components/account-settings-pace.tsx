import { TextInput } from '@mantine/core';
import { ACTION_LABELS, ACTIONS, type AccountChanges, type AccountDetail, HOURLY_CAPS } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { capital } from '../../../lib/format/number.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useChangeAccount } from '../api/accounts.mutations.ts';
import { checkPace, paceTexts, type TypedPace } from '../pace-form.ts';
import classes from './account-settings.module.css';

interface Props {
  readonly account: AccountDetail;
}

/** A pace slower than the standard. */
export function AccountPaceForm({ account }: Props) {
  const change = useChangeAccount(account.id);
  const form = useForm<TypedPace, AccountChanges>({
    initial: paceTexts(account.pace),
    check: checkPace,
    send: async (body) => {
      await change.mutateAsync(body);
      announce('The pace is set');
    },
  });
  const standard = () =>
    change.mutate(
      { pace: null },
      {
        onSuccess: () => {
          form.set(paceTexts(null));
          announce('The standard pace applies again');
        },
      },
    );
  return (
    <>
      <p className={classes.words}>
        {account.pace ? 'This account works at its own, slower pace.' : 'This account works at the standard pace.'} A
        pace can only be slower than the standard. Leave a field empty for the standard.
      </p>
      <form {...form.form} aria-label="Pace of this account">
        <Fields>
          {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
          <TextInput
            {...form.text('gap')}
            label="Least time between two actions, seconds"
            description="10 to 30 s is the standard."
            inputMode="numeric"
            autoComplete="off"
          />
          <div className={classes.pair}>
            {ACTIONS.map((action) => (
              <TextInput
                key={action}
                {...form.text(action)}
                label={`${capital(ACTION_LABELS[action].many)} an hour`}
                placeholder={String(HOURLY_CAPS[action])}
                inputMode="numeric"
                autoComplete="off"
              />
            ))}
          </div>
          <div className={classes.buttons}>
            <ActionButton type="submit" variant="default" busy={change.isPending} busyWords="Setting">
              Set pace
            </ActionButton>
            {account.pace && (
              <ActionButton variant="subtle" onClick={standard}>
                Standard pace
              </ActionButton>
            )}
          </div>
        </Fields>
      </form>
    </>
  );
}
