import { TextInput } from '@mantine/core';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { useForm, type Checked } from '../../../lib/forms/use-form.ts';
import { refusedPasskey } from '../../../lib/passkeys/passkey-trouble.ts';
import { useAddPasskey } from '../api/add-passkey.mutation.ts';
import classes from './profile.module.css';

interface Props {
  readonly onDone: () => void;
}

export function AddPasskeyForm({ onDone }: Props) {
  const add = useAddPasskey();
  const form = useForm({
    initial: { name: '' },
    check: ({ name }): Checked<{ name: string }> =>
      name.trim() ? { body: { name: name.trim() } } : { errors: { name: 'Give it a name that you will know it by.' } },
    send: async (body) => {
      await add.mutateAsync(body);
      announce('Passkey added');
      onDone();
    },
  });
  return (
    <form {...form.form} className={classes.narrow} aria-label="Add passkey">
      <Fields>
        {add.isError && <ErrorBlock key={add.submittedAt} error={refusedPasskey(add.error)} />}
        <TextInput
          {...form.text('name')}
          label="Name of the passkey"
          description="By which you know it again: where it is kept, for example. The browser asks for the rest."
          placeholder="Work laptop"
          maxLength={64}
          autoComplete="off"
          autoFocus
        />
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={add.isPending} busyWords="Waiting for your device">
            Make passkey
          </ActionButton>
          <ActionButton variant="default" onClick={onDone}>
            Cancel
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
