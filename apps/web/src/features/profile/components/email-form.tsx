import { TextInput } from '@mantine/core';
import { updateUserSchema, type UpdateUser, type User } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { ARRIVES } from '../../../lib/focus.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useUpdateSelf } from '../../../lib/queries/update-self.mutation.ts';
import classes from './profile.module.css';

interface Props {
  readonly person: User;
  readonly onDone: (changed: boolean) => void;
}

const WORDS = { email: 'Enter a complete e-mail address, or leave it empty.' };

export function EmailForm({ person, onDone }: Props) {
  const update = useUpdateSelf(person.id);
  const form = useForm({
    initial: { email: person.email ?? '' },
    check: ({ email }) => checkWith<UpdateUser>(updateUserSchema, { email: email.trim() || null }, WORDS),
    send: async (body) => {
      const changed = body.email !== person.email;
      if (changed) await update.mutateAsync(body);
      if (changed) announce(body.email ? `Open the link in the mail to ${body.email}` : 'E-mail removed');
      onDone(changed);
    },
  });
  return (
    <form {...form.form} className={classes.narrow} aria-label="Change e-mail">
      <Fields>
        {update.isError && <ErrorBlock key={update.submittedAt} error={update.error} />}
        <TextInput
          {...form.text('email')}
          label="E-mail"
          description="Used to sign in, to reset your password, and for security notices."
          type="email"
          autoComplete="email"
          {...ARRIVES}
        />
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={update.isPending} busyWords="Saving e-mail">
            Save e-mail
          </ActionButton>
          <ActionButton variant="default" onClick={() => onDone(false)}>
            Cancel
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
