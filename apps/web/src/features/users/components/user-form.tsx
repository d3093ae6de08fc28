import { TextInput } from '@mantine/core';
import type { UpdateUser, User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { session } from '../../../lib/session/session.ts';
import { useUpdateUser } from '../api/users.mutations.ts';
import { checkChanges, ROLE_CHOICES, textsOf } from '../changes.ts';
import classes from './users.module.css';

interface Props {
  readonly user: User;
  readonly isSelf: boolean;
}

/** Name, e-mail and role. Giving up the user's own administrator role needs a confirmation. */
export function UserForm({ user, isSelf }: Props) {
  const update = useUpdateUser(user.id);
  // The initial values of the fields: changes by others are not sent back.
  const [from, setFrom] = useState(user);
  const [saved, setSaved] = useState<string | null>(null);
  const [stepDown, setStepDown] = useState<UpdateUser | null>(null);
  const save = async (body: UpdateUser) => {
    const changed = await update.mutateAsync(body);
    if (isSelf) session.update(changed);
    setFrom(changed);
    setStepDown(null);
    setSaved('Saved.');
    announce('Saved');
  };
  const form = useForm({
    initial: textsOf(user),
    check: (typed) => checkChanges(typed, from),
    send: async (body) => {
      setSaved(null);
      if (!body) setSaved('Nothing has changed.');
      else if (isSelf && body.role === 'user') setStepDown(body);
      else await save(body);
    },
  });
  return (
    <form {...form.form} className={classes.form} aria-label={`Edit ${user.username}`}>
      {update.isError && !stepDown && (
        <div className={classes.wide}>
          <ErrorBlock key={update.submittedAt} error={update.error} />
        </div>
      )}
      <TextInput
        {...form.text('username')}
        label="User name"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextInput {...form.text('email')} label="E-mail" type="email" autoComplete="off" />
      <Choice {...form.text('role')} label="Role" data={ROLE_CHOICES} />
      <div className={`${classes.wide} ${classes.foot}`}>
        <ActionButton type="submit" busy={update.isPending} busyWords="Saving changes">
          Save changes
        </ActionButton>
        <span role="status" className={classes.saved}>
          {saved}
        </span>
      </div>
      <ConfirmDialog
        opened={stepDown !== null}
        title="Give up your administrator role?"
        confirm="Become a user"
        keep="Stay administrator"
        busyWords="Saving changes"
        busy={update.isPending}
        error={update.error}
        onConfirm={() => stepDown && void save(stepDown).catch(() => {})}
        onClose={() => setStepDown(null)}
      >
        You lose access to these screens at once. Only another administrator can restore it.
      </ConfirmDialog>
    </form>
  );
}
