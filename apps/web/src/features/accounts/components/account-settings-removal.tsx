import { TextInput } from '@mantine/core';
import type { Account } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { ARRIVES } from '../../../lib/focus.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useRemoveAccount } from '../api/accounts.mutations.ts';
import classes from './account-settings.module.css';

interface Props {
  readonly account: Account;
  readonly onRemoved: () => void;
}

const isName = (typed: string, name: string) => typed.trim().replace(/^@/, '').toLowerCase() === name.toLowerCase();

/** The end of an account here. What cannot be taken back asks for its name. */
export function AccountRemoval({ account, onRemoved }: Props) {
  const [asking, setAsking] = useState(false);
  const remove = useRemoveAccount(account.id);
  const name = account.instagram_username;
  const form = useForm({
    initial: { name: '' },
    check: (values) =>
      isName(values.name, name) ? { body: null } : { errors: { name: `Type ${name} to remove this account.` } },
    send: async () => {
      await remove.mutateAsync();
      onRemoved();
      announce(`@${name} is removed`);
    },
  });
  return (
    <>
      <p className={classes.words}>
        Signs out of Instagram and deletes the session, the jobs, and the list of people @{name} has followed. Without
        that list the same people may be followed again later. Your activity keeps what was done. Nothing changes on
        Instagram.
      </p>
      {asking ? (
        <form {...form.form} aria-label={`Remove @${name}`}>
          <Fields>
            {remove.isError && <ErrorBlock key={remove.submittedAt} error={remove.error} />}
            <TextInput
              {...form.text('name')}
              label={`Type ${name} to confirm`}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...ARRIVES}
            />
            <div className={classes.buttons}>
              <ActionButton variant="default" onClick={() => setAsking(false)}>
                Keep it
              </ActionButton>
              <ActionButton type="submit" danger busy={remove.isPending} busyWords="Removing">
                Remove account
              </ActionButton>
            </div>
          </Fields>
        </form>
      ) : (
        <div>
          <ActionButton variant="default" onClick={() => setAsking(true)}>
            Remove @{name}
          </ActionButton>
        </div>
      )}
    </>
  );
}
