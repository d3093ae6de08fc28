import { TextInput } from '@mantine/core';
import { connectSchema, type Connect, type ConnectAnswer, type DemoAccount } from '@pacekeeper/contracts';
import { useState, type ChangeEvent } from 'react';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { PasswordField } from '../../../components/password-field.tsx';
import { useForm } from '../../../lib/forms/use-form.ts';
import { problemOf } from '../../../lib/http/request-error.ts';
import { useConnect } from '../api/connect.mutation.ts';
import { CallProgress } from './call-progress.tsx';
import classes from './connect.module.css';
import { ConnectButton } from './connect-button.tsx';
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
  const [until, setUntil] = useState(0);
  const noteWait = (error: unknown) => setUntil(Date.now() + (problemOf(error)?.retry_after ?? 0) * 1000);
  const form = useForm({
    initial: { username: filled.username, password: filled.password, proxy_url: '' },
    check: ({ proxy_url: proxy, ...values }) =>
      checkWith<Connect>(connectSchema, proxy.trim() ? { ...values, proxy_url: proxy } : values, WORDS),
    send: async (body) => onAnswer(await connect.mutateAsync(body, { onError: noteWait })),
  });
  const name = form.text('username');
  const rename = (event: ChangeEvent<HTMLInputElement>) => {
    name.onChange(event);
    // What was refused, and what has to wait, was another name.
    if (connect.isError) connect.reset();
    setUntil(0);
  };
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
            {...name}
            onChange={rename}
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
          <ConnectButton busy={connect.isPending} until={until} />
        </div>
        {connect.isPending && <CallProgress>Signing in at Instagram and seeing what it asks.</CallProgress>}
      </Fields>
    </form>
  );
}
