import type { CreateUserAnswer } from '@pacekeeper/contracts';
import { HandOver } from './hand-over.tsx';

interface Props {
  readonly answer: CreateUserAnswer;
  readonly onDone: () => void;
}

/** What was done, and what is left to do. */
export function UserCreated({ answer: { user, one_time_password: password }, onDone }: Props) {
  return (
    <HandOver password={password} mailed={user.email !== null} onDone={onDone}>
      <strong>{user.username} was created.</strong>
      {user.email && ` An invitation is on its way to ${user.email}.`}
    </HandOver>
  );
}
