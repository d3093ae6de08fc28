import { TextInput } from '@mantine/core';
import type { ForgotPassword } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { AppLink } from '../../../components/links.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { useForm } from '../../../lib/forms/use-form.ts';
import { paths } from '../../../lib/paths.ts';
import { useAction } from '../../../lib/use-action.ts';
import { forgotPassword } from '../api/forgot-password.ts';
import { whoOf } from '../who.ts';
import classes from './forgot.module.css';

interface Props {
  readonly onSent: () => void;
}

export function ForgotForm({ onSent }: Props) {
  const attempt = useAction(async (body: ForgotPassword) => {
    await forgotPassword(body);
    onSent();
  });
  const form = useForm({
    initial: { who: '' },
    check: ({ who }) => {
      const body = whoOf(who);
      return body ? { body } : { errors: { who: 'Enter your user name or e-mail.' } };
    },
    send: attempt.run,
  });
  return (
    <form {...form.form}>
      <Fields>
        {attempt.error !== null && <ErrorBlock key={attempt.count} error={attempt.error} />}
        <TextInput
          {...form.text('who')}
          label="User name or e-mail"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
        <ActionButton type="submit" busy={attempt.busy} busyWords="Sending" fullWidth>
          Send reset link
        </ActionButton>
        <p className={classes.back}>
          <AppLink to={paths.login.href()}>Back to sign-in</AppLink>
        </p>
      </Fields>
    </form>
  );
}
