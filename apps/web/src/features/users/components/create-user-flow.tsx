import type { CreateUserAnswer } from '@pacekeeper/contracts';
import { useState } from 'react';
import { CreateUserForm } from './create-user-form.tsx';
import { UserCreated } from './user-created.tsx';

interface Props {
  readonly onDone: () => void;
}

/** The form, then what has to be handed on. */
export function CreateUserFlow({ onDone }: Props) {
  const [answer, setAnswer] = useState<CreateUserAnswer | null>(null);
  return answer ? <UserCreated answer={answer} onDone={onDone} /> : <CreateUserForm onCreated={setAnswer} />;
}
