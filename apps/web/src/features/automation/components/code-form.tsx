import { TextInput } from '@mantine/core';
import { verifySchema, type Account, type Verification, type Verify } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { useVerify } from '../api/verify.mutation.ts';
import { CodeIntro } from './code-intro.tsx';
import classes from './connect.module.css';
import { DemoCode } from './demo-code.tsx';
import { MethodChoice } from './method-choice.tsx';

interface Props {
  readonly username: string;
  readonly verification: Verification;
  readonly onConnected: (account: Account) => void;
  /** Instagram asks for one thing more. */
  readonly onAsked: (verification: Verification) => void;
  readonly onBack: () => void;
}

/** The code that Instagram asked for. A wrong one leaves everything as it was. */
export function CodeForm({ username, verification, onConnected, onAsked, onBack }: Props) {
  const verify = useVerify();
  const form = useForm({
    initial: { code: '', method: verification.methods[0] ?? null },
    check: ({ code, method }) =>
      checkWith<Verify>(
        verifySchema,
        { verification_id: verification.id, code, ...(method && { method }) },
        { code: 'Enter the code: digits only, 4 to 12 of them.' },
      ),
    send: async (body) => {
      const answer = await verify.mutateAsync(body);
      if (answer.success) onConnected(answer.account);
      else onAsked(answer.verification);
    },
  });
  const { method } = form.values;
  const over = isRefusal(verify.error, 'VERIFICATION_EXPIRED');
  return (
    <form {...form.form} aria-label="Enter the code">
      <Fields>
        <CodeIntro username={username} verification={verification} method={method} />
        {verify.isError && <ErrorBlock key={verify.submittedAt} error={verify.error} />}
        <MethodChoice methods={verification.methods} chosen={method} onChoose={(next) => form.set({ method: next })} />
        {method !== 'app' && (
          <TextInput
            {...form.text('code')}
            label="Code"
            placeholder="123 456"
            inputMode="numeric"
            autoComplete="one-time-code"
            maw={240}
            autoFocus
          />
        )}
        <DemoCode username={username} onUse={(code) => form.set({ code })} />
        <div className={classes.buttons}>
          {method !== 'app' && !over && (
            <ActionButton type="submit" busy={verify.isPending} busyWords="Checking the code">
              Send code
            </ActionButton>
          )}
          <ActionButton variant={method === 'app' || over ? 'filled' : 'default'} onClick={onBack}>
            {method === 'app' ? 'I have done it, connect again' : 'Start over'}
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
