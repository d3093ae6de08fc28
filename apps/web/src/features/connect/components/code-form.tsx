import { TextInput } from '@mantine/core';
import { verifySchema, type DemoAccount, type VerificationMethod, type Verify } from '@pacekeeper/contracts';
import { useEffect, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ARRIVES } from '../../../lib/focus.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { askForInstance, useInstance } from '../../../lib/instance.ts';
import { CallProgress } from './call-progress.tsx';
import { CodeIntro } from './code-intro.tsx';
import classes from './connect.module.css';
import { METHOD_WORDS, MethodChoice } from './method-choice.tsx';
import { ResendButton } from './resend-button.tsx';
import type { VerificationProps } from './verification-form.tsx';

const WRONG = 'Enter the code: digits only, 4 to 12 of them.';
const REFUSED = 'Instagram did not accept this code. Enter the newest one.';

/** A code: from an app, a message, an e-mail or paper. It may be pasted with blanks and dashes. */
export function CodeForm({ verification, verify, resend, onAnswer, onCancel }: VerificationProps) {
  const { id, methods, can_send: canSend, again_at: againAt, sent_to: sentTo } = verification;
  const [chosen, setChosen] = useState<VerificationMethod | null>(null);
  const method = chosen && methods.includes(chosen) ? chosen : (verification.method ?? methods[0] ?? null);
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) =>
      code.trim() === ''
        ? { errors: { code: WRONG } }
        : checkWith<Verify>(verifySchema, { verification_id: id, code, ...(method && { method }) }, { code: WRONG }),
    send: async (body) => onAnswer(await verify.mutateAsync(body)),
    refused: (error) => (isRefusal(error, 'VERIFICATION_CODE_INVALID') ? { code: REFUSED } : null),
  });
  const choose = (one: VerificationMethod) => {
    setChosen(one);
    // What was refused belonged to the other method.
    form.set({ code: form.values.code });
  };
  const sent = sentTo !== undefined && method === verification.method;
  const places = canSend.filter((one) => verification.kind === 'challenge' || one.method === method);
  return (
    <form {...form.form} aria-label="Enter the code">
      <Fields>
        <CodeIntro verification={verification}>
          <p>
            {method ? METHOD_WORDS[method].where : 'Enter the code that Instagram sent you.'}
            {sent && ` It was sent to ${sentTo}.`}
          </p>
        </CodeIntro>
        <MethodChoice
          label="Where the code comes from"
          options={methods.map((one) => ({ method: one }))}
          chosen={method}
          onChoose={choose}
        />
        <TextInput
          {...form.text('code')}
          label="Code"
          placeholder={method === 'backup' ? '1234 5678' : '123 456'}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={64}
          maw={240}
          {...ARRIVES}
        />
        <DemoCode username={verification.instagram_username} method={method} onUse={(code) => form.set({ code })} />
        {places.length > 0 && (
          <div className={classes.buttons}>
            {places.map((place) => (
              <ResendButton
                key={place.method}
                verificationId={id}
                againAt={againAt}
                resend={resend}
                method={place.method}
              >
                {place.method === verification.method && sent
                  ? 'Send another code'
                  : `Send it by ${METHOD_WORDS[place.method].name.toLowerCase()}`}
              </ResendButton>
            ))}
          </div>
        )}
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={verify.isPending} busyWords="Checking the code">
            Check code
          </ActionButton>
          <ActionButton variant="subtle" onClick={onCancel}>
            Start over
          </ActionButton>
        </div>
        {verify.isPending && <CallProgress>Sending the code to Instagram.</CallProgress>}
      </Fields>
    </form>
  );
}

interface DemoCodeProps {
  readonly username: string;
  readonly method: VerificationMethod | null;
  readonly onUse: (code: string) => void;
}

const codeFor = ({ code, codes }: DemoAccount, method: VerificationMethod | null): string | undefined => {
  switch (method) {
    case 'totp':
    case 'email':
      return codes?.[method] ?? code;
    case 'sms':
    case 'whatsapp':
      return codes?.sms ?? code;
    case 'backup':
      return codes?.backup?.[0];
    case 'approve':
    case 'by_hand':
    case null:
      return code;
  }
};

/** In the simulator no phone receives the code, so it is shown. */
function DemoCode({ username, method, onUse }: DemoCodeProps) {
  const instance = useInstance();
  // The code may have changed since the page was opened.
  useEffect(() => void askForInstance(), []);
  const account = instance?.demo_accounts.find((one) => one.username === username);
  const code = account && codeFor(account, method);
  if (!code) return null;
  return (
    <p className={classes.demo}>
      <span>
        Demo: the code of this account is <code>{code}</code>.
      </span>
      <ActionButton variant="default" size="xs" onClick={() => onUse(code)}>
        Use this code
      </ActionButton>
    </p>
  );
}
