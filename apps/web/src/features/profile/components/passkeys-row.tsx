import { TextInput } from '@mantine/core';
import type { Passkey } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { ARRIVES } from '../../../lib/focus.ts';
import { useForm, type Checked } from '../../../lib/forms/use-form.ts';
import { refusedPasskey } from '../../../lib/passkeys/passkey-trouble.ts';
import { passkeysWork } from '../../../lib/passkeys/passkeys.ts';
import { useAddPasskey, useRemovePasskey } from '../api/two-factor.mutations.ts';
import classes from './profile.module.css';

interface PasskeysRowProps {
  readonly passkeys: readonly Passkey[];
}

const MOST = 20;
const WHAT = 'Sign in with your fingerprint, your face or your device’s lock, without a code or a password.';

/** The passkeys, and the way to another one. */
export function PasskeysRow({ passkeys }: PasskeysRowProps) {
  const [adding, setAdding] = useState(false);
  const works = passkeysWork();
  const add = works && !adding && passkeys.length < MOST && (
    <ActionButton variant="default" onClick={() => setAdding(true)}>
      Add passkey
    </ActionButton>
  );
  return (
    <ToolRow
      title="Passkeys"
      words={works ? WHAT : `${WHAT} Not available in this browser, or at this address without HTTPS.`}
      action={add || null}
      result={
        (passkeys.length > 0 || adding) && (
          <>
            {passkeys.length > 0 && (
              <ul className={classes.lines}>
                {passkeys.map((passkey) => (
                  <PasskeyLine key={passkey.id} passkey={passkey} />
                ))}
              </ul>
            )}
            {adding && <AddPasskeyForm onDone={() => setAdding(false)} />}
          </>
        )
      }
    />
  );
}

interface PasskeyLineProps {
  readonly passkey: Passkey;
}

function PasskeyLine({ passkey: { id, name, ...passkey } }: PasskeyLineProps) {
  const [asking, setAsking] = useState(false);
  const remove = useRemovePasskey(id);
  const confirm = () => remove.mutate(undefined, { onSuccess: () => announce(`${name} is removed`) });
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <p className={classes.name}>{name}</p>
        <p className={classes.facts}>
          <span>
            Created <RelativeTime at={passkey.created_at} />
          </span>
          <span>
            {passkey.last_used_at ? (
              <>
                Used <RelativeTime at={passkey.last_used_at} />
              </>
            ) : (
              'Not used yet'
            )}
          </span>
          <span>{passkey.backed_up ? 'Synced to all your devices by your provider' : 'On one device only'}</span>
        </p>
      </div>
      <ActionButton variant="default" size="xs" onClick={() => setAsking(true)}>
        Remove <VisuallyHidden>{name}</VisuallyHidden>
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title={`Remove the passkey ${name}?`}
        confirm="Remove passkey"
        busyWords="Removing"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        You can no longer sign in with it. Your device may still offer it until you delete it there too.
      </ConfirmDialog>
    </li>
  );
}

interface AddPasskeyFormProps {
  readonly onDone: () => void;
}

function AddPasskeyForm({ onDone }: AddPasskeyFormProps) {
  const add = useAddPasskey();
  const form = useForm({
    initial: { name: '' },
    check: ({ name }): Checked<{ name: string }> =>
      name.trim() ? { body: { name: name.trim() } } : { errors: { name: 'Give it a name that you will recognise.' } },
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
          description="So that you recognise it later, such as where it is stored. The browser asks for the rest."
          placeholder="Work laptop"
          maxLength={64}
          autoComplete="off"
          {...ARRIVES}
        />
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={add.isPending} busyWords="Waiting for your device">
            Create passkey
          </ActionButton>
          <ActionButton variant="default" onClick={onDone}>
            Cancel
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
