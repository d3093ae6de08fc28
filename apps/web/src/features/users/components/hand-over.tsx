import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';

interface Props {
  /** What has happened, and what is to be done. */
  readonly children: ReactNode;
  /** The one-time password, shown this once; none where nothing is to be handed over. */
  readonly password: string | undefined;
  /** A mail is on its way too, so that the password is for the case that it gets lost. */
  readonly mailed: boolean;
  readonly onDone: () => void;
}

/** What was done, with the one-time password to hand over. */
export function HandOver({ children, password, mailed, onDone }: Props) {
  return (
    <Stack gap={16}>
      <div role="status">
        {children}
        {password &&
          ` ${mailed ? 'If it does not arrive, hand' : 'Hand'} over this one-time password. It is shown only now and must be changed at the next sign-in.`}
      </div>
      {password && (
        <div>
          <CopyButton text={password} label="Copy one-time password" />
        </div>
      )}
      <div>
        <ActionButton onClick={onDone}>{password ? 'I have handed it over' : 'Close'}</ActionButton>
      </div>
    </Stack>
  );
}
