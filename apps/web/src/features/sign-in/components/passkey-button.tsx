import { IconFingerprint } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { refusedPasskey } from '../../../lib/passkeys/passkey-trouble.ts';
import { passkeysWork } from '../../../lib/passkeys/passkeys.ts';
import { session } from '../../../lib/session/session.ts';
import { useAction } from '../../../lib/use-action.ts';
import { signInWithPasskey } from '../api/passkey.ts';

/** Signs in without a name and a password. */
export function PasskeyButton() {
  const attempt = useAction(async () => session.accept(await signInWithPasskey()));
  if (!passkeysWork()) return null;
  return (
    <>
      <ActionButton
        variant="default"
        fullWidth
        icon={<IconFingerprint size={16} stroke={1.5} aria-hidden="true" />}
        busy={attempt.busy}
        busyWords="Waiting for your passkey"
        // What went wrong is shown below.
        onClick={() => void attempt.run().catch(() => {})}
      >
        Sign in with a passkey
      </ActionButton>
      {attempt.error !== null && <ErrorBlock key={attempt.count} error={refusedPasskey(attempt.error)} />}
    </>
  );
}
