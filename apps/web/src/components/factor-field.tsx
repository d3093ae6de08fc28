import { useQuery } from '@tanstack/react-query';
import { useEffect, type ComponentProps } from 'react';
import { passkeysWork } from '../lib/passkeys/passkeys.ts';
import { twoFactorQuery } from '../lib/queries/two-factor.query.ts';
import { ActionButton } from './action-button.tsx';
import { CodeField } from './code-field.tsx';
import classes from './code-field.module.css';

interface Props {
  readonly field: Pick<ComponentProps<typeof CodeField>, 'name' | 'value' | 'error' | 'onChange'>;
  readonly passkey: boolean;
  readonly onPasskey: (passkey: boolean) => void;
}

/** The second factor beside the password: a code, or a passkey where the person has one. */
export function FactorField({ field, passkey, onPasskey }: Props) {
  const { data } = useQuery(twoFactorQuery());
  const offered = passkeysWork() && (data?.passkeys.length ?? 0) > 0;
  const alone = offered && !data?.totp_confirmed_at;
  useEffect(() => {
    if (alone) onPasskey(true);
  }, [alone, onPasskey]);
  return (
    <>
      {!passkey && (
        <CodeField {...field} label="Code" description="Of your authenticator app, or one of your recovery codes." />
      )}
      {offered && (
        <div className={classes.other}>
          <ActionButton variant="subtle" size="xs" onClick={() => onPasskey(!passkey)}>
            {passkey ? 'Use a code instead' : 'Use a passkey instead of a code'}
          </ActionButton>
        </div>
      )}
    </>
  );
}
