import { TextInput } from '@mantine/core';
import type { Login, VerificationNeeded } from '@pacekeeper/contracts';
import { IconFingerprint } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { AppLink } from '../../../components/links.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useInstance } from '../../../lib/instance.ts';
import { refusedPasskey } from '../../../lib/passkeys/passkey-trouble.ts';
import { passkeysWork } from '../../../lib/passkeys/passkeys.ts';
import { paths } from '../../../lib/paths.ts';
import { session } from '../../../lib/session/session.ts';
import { useAction } from '../../../lib/use-action.ts';
import { signIn, signInWithPasskey } from '../api/sign-in.ts';
import classes from './sign-in.module.css';

interface SignInFormProps {
  readonly name: string;
  /** The password was right, and the second factor is still to come. */
  readonly onAsked: (verification: VerificationNeeded, name: string) => void;
}

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

export function SignInForm({ name, onAsked }: SignInFormProps) {
  const attempt = useAction(async (body: Login) => {
    const outcome = await signIn(body);
    if ('requires_verification' in outcome) onAsked(outcome, body.username);
    else session.accept(outcome);
  });
  const form = useForm({ initial: { username: name, password: '' } as Values, check, send: attempt.run });
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
        <PasswordField
          {...form.text('password')}
          label="Password"
          autoComplete="current-password"
          arrives={name !== ''}
        />
        <div className={classes.ways}>
          <ActionButton type="submit" busy={attempt.busy} busyWords="Signing in" fullWidth>
            Sign in
          </ActionButton>
          <PasskeyButton />
        </div>
        <NotKept />
        <p className={classes.forgot}>
          <AppLink to={paths.forgotPassword.href()}>Forgot your password?</AppLink>
        </p>
      </Fields>
    </form>
  );
}

/** Shown if the sign-in's cookie is not kept at this address. On this machine itself browsers keep it over http too. */
function NotKept() {
  const instance = useInstance();
  if (instance?.cookies_kept !== false || globalThis.isSecureContext) return null;
  return (
    <p className={classes.words}>
      This browser will not keep you signed in at this address: it is plain http on another machine. Use https, or open
      localhost on the machine that runs Pacekeeper.
    </p>
  );
}

/** Signs in without a name and a password. */
function PasskeyButton() {
  const attempt = useAction(async () => session.accept(await signInWithPasskey()));
  if (!passkeysWork()) return null;
  return (
    <>
      <ActionButton
        variant="default"
        fullWidth
        icon={<IconFingerprint size={16} stroke={1.5} aria-hidden="true" />}
        busy={attempt.busy}
        busyWords="Waiting for your passkey"
        // What went wrong is shown below.
        onClick={() => void attempt.run().catch(() => {})}
      >
        Sign in with a passkey
      </ActionButton>
      {attempt.error !== null && <ErrorBlock key={attempt.count} error={refusedPasskey(attempt.error)} />}
    </>
  );
}
