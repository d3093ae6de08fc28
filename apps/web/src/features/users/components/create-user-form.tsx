import { TextInput } from '@mantine/core';
import { createUserSchema, type CreateUser, type CreateUserAnswer } from '@pacekeeper/contracts';
import { Choice } from '../../../components/choice.tsx';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useCreateUser } from '../api/create-user.mutation.ts';
import { ROLE_CHOICES, USER_WORDS } from '../changes.ts';

interface Props {
  readonly onCreated: (answer: CreateUserAnswer) => void;
}

export function CreateUserForm({ onCreated }: Props) {
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
          description="With one, an invitation is mailed too; it serves to sign in and to reset the password. May stay empty."
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
