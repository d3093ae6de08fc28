import { Stack } from '@mantine/core';
import type { CreateUserAnswer } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';

interface Props {
  readonly answer: CreateUserAnswer;
  readonly onDone: () => void;
}

/** The one-time password, shown this once. */
export function UserCreated({ answer: { user, one_time_password: password }, onDone }: Props) {
  return (
    <Stack gap={16}>
      <div role="status">
        <strong>{user.username} was created.</strong>
        {password &&
          ' Hand over this one-time password: it is shown only now and has to be changed at the first sign-in.'}
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
