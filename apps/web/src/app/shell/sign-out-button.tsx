import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorBlock } from '../../components/error-block.tsx';
import { session } from '../../lib/session/session.ts';

export function SignOutButton() {
  const signOut = useMutation({ mutationFn: session.signOut });
  return (
    <>
      <ActionButton
        variant="subtle"
        size="xs"
        icon={<IconLogout size={16} stroke={1.5} aria-hidden="true" />}
        busy={signOut.isPending}
        busyWords="Signing out"
        onClick={() => signOut.mutate()}
      >
        Sign out
      </ActionButton>
      {signOut.isError && <ErrorBlock error={signOut.error} />}
    </>
  );
}
