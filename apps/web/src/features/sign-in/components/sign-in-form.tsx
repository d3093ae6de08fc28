import { TextInput } from '@mantine/core';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { useForm } from '../../../lib/forms/use-form.ts';
import { session, signIn } from '../../../lib/session/session.ts';
import { useAction } from '../../../lib/use-action.ts';

interface Values extends Record<string, unknown> {
  readonly username: string;
  readonly password: string;
}

const check = ({ username, password }: Values) => {
  const errors = {
    ...(username.trim() === '' && { username: 'Enter your user name or e-mail.' }),
    ...(password === '' && { password: 'Enter your password.' }),
  };
  return Object.keys(errors).length > 0 ? { errors } : { body: { username: username.trim(), password } };
};

export function SignInForm() {
  const attempt = useAction(async (body: { username: string; password: string }) => session.accept(await signIn(body)));
  const form = useForm({ initial: { username: '', password: '' } as Values, check, send: attempt.run });
  return (
    <form {...form.form}>
      <Fields>
        {attempt.error !== null && <ErrorBlock key={attempt.count} error={attempt.error} />}
        <TextInput
          {...form.text('username')}
          label="User name or e-mail"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField {...form.text('password')} label="Password" autoComplete="current-password" />
        <ActionButton type="submit" busy={attempt.busy} busyWords="Signing in" fullWidth>
          Sign in
        </ActionButton>
      </Fields>
    </form>
  );
}
