import { TextInput } from '@mantine/core';
import { connectSchema, type Connect, type ConnectAnswer, type DemoAccount } from '@pacekeeper/contracts';
import { useState, type ChangeEvent, type ComponentProps } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { PROXY_WORDS, ProxyField } from '../../../components/proxy-field.tsx';
import { useSeconds } from '../../../lib/clock.ts';
import { ARRIVES, useKeptFocus } from '../../../lib/focus.ts';
import { countdown } from '../../../lib/format/time.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { isRefusal, problemOf } from '../../../lib/http/request-error.ts';
import { useConnect } from '../api/connect.mutations.ts';
import { CallProgress } from './call-progress.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import classes from './connect.module.css';

interface ConnectFormProps {
  readonly filled: Pick<DemoAccount, 'username' | 'password'>;
  /** The name is given: this account is connected again, and no other. */
  readonly fixed: boolean;
  /** Takes the focus. */
  readonly arrived: boolean;
  readonly onAnswer: (answer: ConnectAnswer) => void;
  /** To a session file, which needs no password. */
  readonly onFile: () => void;
}

const WORDS = {
  username: 'Enter the Instagram name: letters, digits, dots and underscores, at most 30.',
  password: 'Enter the Instagram password, at most 1,024 characters.',
  ...PROXY_WORDS,
};

export function ConnectForm({ filled, fixed, arrived, onAnswer, onFile }: ConnectFormProps) {
  const connect = useConnect();
  const [until, setUntil] = useState(0);
  const noteWait = (error: unknown) => setUntil(Date.now() + (problemOf(error)?.retry_after ?? 0) * 1000);
  const form = useForm({
    initial: { username: filled.username, password: filled.password, proxy_url: '' },
    check: ({ proxy_url: proxy, ...values }) =>
      checkWith<Connect>(connectSchema, proxy.trim() ? { ...values, proxy_url: proxy } : values, WORDS),
    send: async (body) => onAnswer(await connect.mutateAsync(body, { onError: noteWait })),
  });
  const notOffered = isRefusal(connect.error, 'SIGN_IN_NOT_OFFERED');
  const name = form.text('username');
  const rename = (event: ChangeEvent<HTMLInputElement>) => {
    name.onChange(event);
    // The refusal, or the wait, was for another name.
    if (connect.isError) connect.reset();
    setUntil(0);
  };
  return (
    <form {...form.form} aria-label="Connect an Instagram account">
      <Fields>
        <ConnectSteps at={connect.isPending ? 'checking' : 'name'} />
        {connect.isError && (
          <ErrorBlock
            key={connect.submittedAt}
            error={connect.error}
            action={notOffered && <ActionButton onClick={onFile}>Connect with a session file</ActionButton>}
          />
        )}
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
            {...(arrived && ARRIVES)}
          />
        )}
        <PasswordField
          {...form.text('password')}
          label="Instagram password"
          description="Used once to sign in to Instagram, then forgotten. Pacekeeper stores only the session, encrypted."
          autoComplete="off"
          arrives={arrived && fixed}
        />
        <ConnectProxy {...form.text('proxy_url')} />
        <div className={classes.buttons}>
          <ConnectButton busy={connect.isPending} until={until} />
          {!notOffered && !connect.isPending && (
            <ActionButton variant="default" onClick={onFile}>
              With a session file
            </ActionButton>
          )}
        </div>
        {connect.isPending && <CallProgress>Signing in to Instagram.</CallProgress>}
      </Fields>
    </form>
  );
}

interface ConnectButtonProps {
  readonly busy: boolean;
  /** Before this time it would be refused again; milliseconds of the clock. */
  readonly until: number;
}

/** Connects; while that would be refused in any case, it says for how long instead. */
function ConnectButton({ busy, until }: ConnectButtonProps) {
  const now = useSeconds();
  const left = busy ? 0 : until - now;
  const words = useKeptFocus<HTMLSpanElement>(String(left > 0));
  return left > 0 ? (
    <span className={classes.quiet} ref={words} tabIndex={-1}>
      Connect account in {countdown(left)}
    </span>
  ) : (
    <ActionButton type="submit" busy={busy} busyWords="Connecting to Instagram">
      Connect account
    </ActionButton>
  );
}

/** Folded away: few have one. What is wrong with it is never hidden. */
function ConnectProxy(field: ComponentProps<typeof ProxyField>) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classes.fold}
      open={open || Boolean(field.error)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Proxy (optional)</summary>
      <ProxyField {...field} />
    </details>
  );
}
