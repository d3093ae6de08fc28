import type { SecondFactor, VerificationNeeded } from '@pacekeeper/contracts';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState, type ComponentProps } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { CodeField } from '../../../components/code-field.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { kindOfCode, type CodeKind } from '../../../lib/codes.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { refusedPasskey } from '../../../lib/passkeys/passkey-trouble.ts';
import { passkeysWork, type ShownPasskey } from '../../../lib/passkeys/passkeys.ts';
import { session } from '../../../lib/session/session.ts';
import { useAction } from '../../../lib/use-action.ts';
import { passkeyAfterPassword, verify } from '../api/sign-in.ts';
import { openWays, WAY_WORDS } from '../ways.ts';
import classes from './sign-in.module.css';

interface VerifyFormProps {
  readonly verification: VerificationNeeded;
  readonly onBack: () => void;
}

type Shown = { readonly code: string } | ShownPasskey;

/** The second factor: a code of the app, a recovery code, or a passkey. */
export function VerifyForm({ verification: { verification_token: token, methods }, onBack }: VerifyFormProps) {
  const ways = openWays(methods, passkeysWork());
  const [way, setWay] = useState<SecondFactor>(ways[0] ?? 'recovery_code');
  const attempt = useAction(async (show: () => Promise<Shown>) => session.accept(await verify(token, await show())));
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => {
      if (way === 'passkey') return { body: () => passkeyAfterPassword(token) };
      return kindOfCode(code) ? { body: async () => ({ code }) } : { errors: { code: WRONG_CODE[way] } };
    },
    send: attempt.run,
  });
  const turnTo = (next: SecondFactor) => {
    setWay(next);
    form.set({ code: '' });
  };
  return (
    <form {...form.form} aria-label="Second factor">
      <Fields>
        <div>
          <h2 className={classes.step}>Your second factor</h2>
          <p className={classes.words}>Password accepted. {WAY_WORDS[way].where}</p>
        </div>
        {attempt.error !== null && (
          <ErrorBlock key={attempt.count} error={way === 'passkey' ? refusedPasskey(attempt.error) : attempt.error} />
        )}
        {/* Remounted for the other kind, so that it takes the focus. */}
        {way !== 'passkey' && <TypedCode key={way} kind={way} field={form.text('code')} />}
        <ActionButton type="submit" busy={attempt.busy} busyWords="Checking" fullWidth>
          {way === 'passkey' ? 'Use your passkey' : 'Continue'}
        </ActionButton>
        <OtherWays ways={ways.filter((other) => other !== way)} onWay={turnTo} onBack={onBack} />
      </Fields>
    </form>
  );
}

const WRONG_CODE: Readonly<Record<CodeKind, string>> = {
  totp: 'Enter the 6 digits that your authenticator app shows.',
  recovery_code: 'Enter a complete recovery code: a digit, then ten letters and digits.',
};

const LABELS: Readonly<Record<CodeKind, string>> = { totp: 'Code', recovery_code: 'Recovery code' };

interface WRONG_CODEProps {
  readonly kind: CodeKind;
  readonly field: Pick<ComponentProps<typeof CodeField>, 'name' | 'value' | 'error' | 'onChange'>;
}

function TypedCode({ kind, field }: WRONG_CODEProps) {
  return <CodeField {...field} label={LABELS[kind]} kind={kind} arrives />;
}

interface OtherWaysProps {
  readonly ways: readonly SecondFactor[];
  readonly onWay: (way: SecondFactor) => void;
  readonly onBack: () => void;
}

/** The alternatives to the requested factor, and the way back to name and password. */
function OtherWays({ ways, onWay, onBack }: OtherWaysProps) {
  return (
    <div className={classes.others}>
      {ways.map((way) => (
        <ActionButton key={way} variant="subtle" size="xs" onClick={() => onWay(way)}>
          {WAY_WORDS[way].instead}
        </ActionButton>
      ))}
      <ActionButton
        variant="subtle"
        size="xs"
        icon={<IconArrowLeft size={14} stroke={1.5} aria-hidden="true" />}
        onClick={onBack}
      >
        Back
      </ActionButton>
    </div>
  );
}
