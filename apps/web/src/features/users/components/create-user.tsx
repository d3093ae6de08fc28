import { Modal, TextInput } from '@mantine/core';
import { createUserSchema, type CreateUser, type CreateUserAnswer } from '@pacekeeper/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useCreateUser } from '../api/users.mutations.ts';
import { ROLE_CHOICES, USER_WORDS } from '../changes.ts';
import { HandOver } from './hand-over.tsx';

export function CreateUserDialog() {
  const [stage, setStage] = useState<'closed' | 'form' | 'password'>('closed');
  const close = () => setStage('closed');
  const mayLeave = stage === 'form';
  return (
    <>
      <ActionButton icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />} onClick={() => setStage('form')}>
        Create user
      </ActionButton>
      {/* The one-time password is shown only now: nothing but its own button closes the dialog over it. */}
      <Modal
        opened={stage !== 'closed'}
        onClose={close}
        title="Create user"
        closeOnClickOutside={false}
        closeOnEscape={mayLeave}
        withCloseButton={mayLeave}
      >
        <CreateUserFlow onCreated={() => setStage('password')} onDone={close} />
      </Modal>
    </>
  );
}

interface CreateUserFlowProps {
  readonly onCreated: () => void;
  readonly onDone: () => void;
}

/** The form, then what has to be handed on. */
function CreateUserFlow({ onCreated, onDone }: CreateUserFlowProps) {
  const [answer, setAnswer] = useState<CreateUserAnswer | null>(null);
  const created = (made: CreateUserAnswer) => {
    setAnswer(made);
    onCreated();
  };
  return answer ? <UserCreated answer={answer} onDone={onDone} /> : <CreateUserForm onCreated={created} />;
}

interface CreateUserFormProps {
  readonly onCreated: (answer: CreateUserAnswer) => void;
}

function CreateUserForm({ onCreated }: CreateUserFormProps) {
  const create = useCreateUser();
  const form = useForm({
    initial: { username: '', email: '', role: 'user' },
    check: ({ username, email, role }) =>
      checkWith<CreateUser>(
        createUserSchema,
        { username, role, ...(email.trim() && { email: email.trim() }) },
        USER_WORDS,
      ),
    send: async (body) => onCreated(await create.mutateAsync(body)),
  });
  return (
    <form {...form.form}>
      <Fields>
        {create.isError && <ErrorBlock key={create.submittedAt} error={create.error} />}
        <TextInput
          {...form.text('username')}
          label="User name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
        />
        <TextInput
          {...form.text('email')}
          label="E-mail"
          description="Optional. Used for the invitation, to sign in, and to reset the password."
          type="email"
          autoComplete="off"
        />
        <Choice {...form.text('role')} label="Role" data={ROLE_CHOICES} />
        <div>
          <ActionButton type="submit" busy={create.isPending} busyWords="Creating user">
            Create user
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}

interface UserCreatedProps {
  readonly answer: CreateUserAnswer;
  readonly onDone: () => void;
}

/** What was done, and what is left to do. */
function UserCreated({ answer: { user, one_time_password: password }, onDone }: UserCreatedProps) {
  return (
    <HandOver password={password} mailed={user.email !== null} onDone={onDone}>
      <strong>{user.username} was created.</strong>
      {user.email && ` An invitation is on its way to ${user.email}.`}
    </HandOver>
  );
}
