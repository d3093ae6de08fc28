import type { Passkey } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { useRemovePasskey } from '../api/remove-passkey.mutation.ts';
import classes from './lines.module.css';

interface Props {
  readonly passkey: Passkey;
}

export function PasskeyLine({ passkey: { id, name, ...passkey } }: Props) {
  const [asking, setAsking] = useState(false);
  const remove = useRemovePasskey(id);
  const confirm = () => remove.mutate(undefined, { onSuccess: () => announce(`${name} is removed`) });
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <p className={classes.name}>{name}</p>
        <p className={classes.facts}>
          <span>
            Made <RelativeTime at={passkey.created_at} />
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
          <span>{passkey.backed_up ? 'Kept by your provider, for all your devices' : 'On one device only'}</span>
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
        It does not sign you in any more. Your device may go on offering it until you delete it there too.
      </ConfirmDialog>
    </li>
  );
}
