import { Checkbox } from '@mantine/core';
import { type ConnectAnswer, type ConnectSession, connectSessionSchema } from '@pacekeeper/contracts';
import { type ReactNode, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { PROXY_WORDS, ProxyField } from '../../../components/proxy-field.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { type Checked, type FieldErrors, sentence, useForm } from '../../../lib/forms/use-form.ts';
import { problemOf } from '../../../lib/http/request-error.ts';
import { useConnectSession } from '../api/connect.mutations.ts';
import { isBare, NOTHING, wrongWith } from '../session-file.ts';
import { CallProgress } from './call-progress.tsx';
import classes from './connect.module.css';
import { SessionFileField } from './session-file-field.tsx';
import fileClasses from './session-file.module.css';
import { SessionFileHelp } from './session-file-help.tsx';

interface Props {
  readonly onAnswer: (answer: ConnectAnswer) => void;
  /** To name and password. */
  readonly onBack: () => void;
}

const WORDS = { proxy: PROXY_WORDS.proxy_url };
const CONFIRM = 'Tick this to try a bare sessionid: the try may end it.';

/** What is missing or wrong in the file, each by its name. */
const problemsIn = (error: unknown): FieldErrors | null => {
  const details = problemOf(error)?.details;
  if (!details) return null;
  const of = (found: (path: string) => boolean) => details.filter(({ path }) => found(path));
  const file = of((path) => path === 'session' || path.startsWith('session.'));
  const others = of((path) => !file.some((one) => one.path === path));
  return {
    ...Object.fromEntries(others.map(({ path, message }) => [path, sentence(message)])),
    ...(file.length > 0 && { session: <Problems items={file} /> }),
  };
};

function Problems({ items }: { readonly items: readonly { readonly path: string; readonly message: string }[] }) {
  return (
    <ul className={fileClasses.problems}>
      {items.map(({ path, message }) => (
        <li key={path + message}>
          <code>{path.replace(/^session\.?/, '') || 'The file'}</code> {message}
        </li>
      ))}
    </ul>
  );
}

/** Connects with a session that another tool has made. Nothing of the file outlives this form. */
export function SessionFileForm({ onAnswer, onBack }: Props) {
  const connect = useConnectSession();
  const [given, setGiven] = useState(NOTHING);
  const form = useForm<{ confirm_bare: boolean; proxy: string }, ConnectSession>({
    initial: { confirm_bare: false, proxy: '' },
    check: ({ confirm_bare: confirmed, proxy }): Checked<ConnectSession> => {
      const wrong = wrongWith(given);
      if (wrong !== null) return { errors: { session: wrong } };
      if (isBare(given.text) && !confirmed) return { errors: { confirm_bare: CONFIRM } };
      const body = {
        session: given.text,
        ...(confirmed && { confirm_bare: true }),
        ...(proxy.trim() && { proxy }),
      };
      return checkWith<ConnectSession>(connectSessionSchema, body, WORDS);
    },
    send: async (body) => {
      const answer = await connect.mutateAsync(body);
      setGiven(NOTHING);
      onAnswer(answer);
    },
    refused: problemsIn,
  });
  const give = (next: typeof given) => {
    setGiven(next);
    form.clear('session');
    if (connect.isError) connect.reset();
  };
  const named = problemOf(connect.error)?.details !== undefined;
  return (
    <form {...form.form} aria-label="Connect with a session file">
      <Fields>
        <SessionFileHelp />
        {connect.isError && !named && <ErrorBlock key={connect.submittedAt} error={connect.error} />}
        <SessionFileField given={given} error={form.errors['session'] as ReactNode} onGive={give} />
        {isBare(given.text) && (
          <Checkbox
            {...form.tick('confirm_bare')}
            label="This is a sessionid alone. I know that the try may end it."
            description="One from the app carries over. One from a browser is a gamble: Instagram often ends it."
          />
        )}
        <details className={classes.fold} open={form.errors['proxy'] ? true : undefined}>
          <summary>Proxy (optional)</summary>
          <ProxyField {...form.text('proxy')} />
        </details>
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={connect.isPending} busyWords="Asking Instagram">
            Connect with this file
          </ActionButton>
          <ActionButton variant="default" onClick={onBack}>
            With a password
          </ActionButton>
        </div>
        {connect.isPending && <CallProgress>Asking Instagram whose session it is.</CallProgress>}
      </Fields>
    </form>
  );
}
