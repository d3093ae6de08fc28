import type { CreateUserAnswer } from '@pacekeeper/contracts';
import { useState } from 'react';
import { CreateUserForm } from './create-user-form.tsx';
import { UserCreated } from './user-created.tsx';

interface Props {
  readonly onCreated: () => void;
  readonly onDone: () => void;
}

/** The form, then what has to be handed on. */
export function CreateUserFlow({ onCreated, onDone }: Props) {
  const [answer, setAnswer] = useState<CreateUserAnswer | null>(null);
  const created = (made: CreateUserAnswer) => {
    setAnswer(made);
    onCreated();
  };
  return answer ? <UserCreated answer={answer} onDone={onDone} /> : <CreateUserForm onCreated={created} />;
}
