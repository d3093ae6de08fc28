import type { SecondFactor, VerificationNeeded } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { kindOfCode } from '../../../lib/codes.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { refusedPasskey } from '../../../lib/passkeys/passkey-trouble.ts';
import { passkeysWork, type ShownPasskey } from '../../../lib/passkeys/passkeys.ts';
import { session } from '../../../lib/session/session.ts';
import { useAction } from '../../../lib/use-action.ts';
import { passkeyAfterPassword } from '../api/passkey.ts';
import { verify } from '../api/verify.ts';
import { openWays, WAY_WORDS } from '../ways.ts';
import { OtherWays } from './other-ways.tsx';
import classes from './sign-in.module.css';
import { TypedCode, WRONG_CODE } from './typed-code.tsx';

interface Props {
  readonly verification: VerificationNeeded;
  readonly onBack: () => void;
}

type Shown = { readonly code: string } | ShownPasskey;

/** The second factor: a code of the app, a recovery code, or a passkey. */
export function VerifyForm({ verification: { verification_token: token, methods }, onBack }: Props) {
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
          <p className={classes.words}>The password was right. {WAY_WORDS[way].where}</p>
        </div>
        {attempt.error !== null && (
          <ErrorBlock key={attempt.count} error={way === 'passkey' ? refusedPasskey(attempt.error) : attempt.error} />
        )}
        {/* Drawn anew for the other kind, so that it takes the focus. */}
        {way !== 'passkey' && <TypedCode key={way} kind={way} field={form.text('code')} />}
        <ActionButton type="submit" busy={attempt.busy} busyWords="Checking" fullWidth>
          {way === 'passkey' ? 'Use your passkey' : 'Go on'}
        </ActionButton>
        <OtherWays ways={ways.filter((other) => other !== way)} onWay={turnTo} onBack={onBack} />
      </Fields>
    </form>
  );
}
