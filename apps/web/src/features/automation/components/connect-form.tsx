import { TextInput } from '@mantine/core';
import { connectSchema, type Connect, type ConnectAnswer, type DemoAccount } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { PasswordField } from '../../../components/password-field.tsx';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useConnect } from '../api/connect.mutation.ts';
import { CallProgress } from './call-progress.tsx';
import classes from './connect.module.css';
import { ConnectProxy } from './connect-proxy.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import { PROXY_WORDS } from './proxy-field.tsx';

interface Props {
  readonly filled: Pick<DemoAccount, 'username' | 'password'>;
  /** The name is given: this account is connected again, and no other. */
  readonly fixed: boolean;
  /** Takes the focus. */
  readonly arrived: boolean;
  readonly onAnswer: (answer: ConnectAnswer) => void;
}

const WORDS = {
  username: 'Enter the Instagram name: letters, digits, dots and underscores, at most 30.',
  password: 'Enter the Instagram password, at most 1,024 characters.',
  ...PROXY_WORDS,
};

/** By itself, and where a dialog opens with it. */
const ARRIVED = { autoFocus: true, 'data-autofocus': true };

export function ConnectForm({ filled, fixed, arrived, onAnswer }: Props) {
  const connect = useConnect();
  const form = useForm({
    initial: { username: filled.username, password: filled.password, proxy_url: '' },
    check: ({ proxy_url: proxy, ...values }) =>
      checkWith<Connect>(connectSchema, proxy.trim() ? { ...values, proxy_url: proxy } : values, WORDS),
    send: async (body) => onAnswer(await connect.mutateAsync(body)),
  });
  return (
    <form {...form.form} aria-label="Connect an Instagram account">
      <Fields>
        <ConnectSteps at={connect.isPending ? 'checking' : 'name'} />
        {connect.isError && <ErrorBlock key={connect.submittedAt} error={connect.error} />}
        {fixed ? (
          <p className={classes.fixed}>
            Instagram name <strong>@{filled.username}</strong>
          </p>
        ) : (
          <TextInput
            {...form.text('username')}
            label="Instagram name"
            placeholder="mia.travels"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...(arrived && ARRIVED)}
          />
        )}
        <PasswordField
          {...form.text('password')}
          label="Instagram password"
          description="Used once to sign in at Instagram, then forgotten. Pacekeeper keeps the session, encrypted."
          autoComplete="off"
          {...(arrived && fixed && ARRIVED)}
        />
        <ConnectProxy {...form.text('proxy_url')} />
        <div>
          <ActionButton type="submit" busy={connect.isPending} busyWords="Connecting to Instagram">
            Connect account
          </ActionButton>
        </div>
        {connect.isPending && <CallProgress>Signing in at Instagram and seeing what it asks.</CallProgress>}
      </Fields>
    </form>
  );
}
