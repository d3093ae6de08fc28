import { TextInput } from '@mantine/core';
import { createUserSchema, type CreateUser, type CreateUserAnswer } from '@pacekeeper/contracts';
import { Choice } from '../../../components/choice.tsx';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useCreateUser } from '../api/create-user.mutation.ts';

interface Props {
  readonly onCreated: (answer: CreateUserAnswer) => void;
}

const WORDS = {
  username: 'Enter 2 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit.',
  email: 'Enter a whole e-mail address, or leave it empty.',
};

const ROLES = [
  { value: 'user', label: 'User: their own accounts' },
  { value: 'admin', label: 'Administrator: users and limits too' },
];

export function CreateUserForm({ onCreated }: Props) {
  const create = useCreateUser();
  const form = useForm({
    initial: { username: '', email: '', role: 'user' },
    check: ({ username, email, role }) =>
      checkWith<CreateUser>(createUserSchema, { username, role, ...(email.trim() && { email: email.trim() }) }, WORDS),
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
          description="May stay empty. It serves to sign in and to reset the password."
          type="email"
          autoComplete="off"
        />
        <Choice {...form.text('role')} label="Role" data={ROLES} />
        <div>
          <ActionButton type="submit" busy={create.isPending} busyWords="Creating user">
            Create user
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
