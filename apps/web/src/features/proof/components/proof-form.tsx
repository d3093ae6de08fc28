import { Group, Text } from '@mantine/core';
import { reauthenticateSchema, type User } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ComponentProps } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import classes from '../../../components/code-field.module.css';
import { CodeField } from '../../../components/code-field.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm, type Checked, type FieldErrors } from '../../../lib/forms/use-form.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { refusedPasskey } from '../../../lib/passkeys/passkey-trouble.ts';
import { passkeysWork } from '../../../lib/passkeys/passkeys.ts';
import { twoFactorQuery } from '../../../lib/queries/two-factor.query.ts';
import { useReauthenticate, type Proof } from '../api/reauthenticate.ts';

interface ProofFormProps {
  readonly person: User;
  readonly onProven: () => void;
  readonly onCancel: () => void;
}

const WORDS = {
  password: 'Enter your password.',
  code: 'Enter the 6 digits from your authenticator app, or a recovery code.',
};

/** A refusal that belongs to one field. */
const refusedField = (error: unknown, passkey: boolean): FieldErrors | null => {
  if (isRefusal(error, 'INVALID_CREDENTIALS')) return { password: 'This is not your password.' };
  if (isRefusal(error, 'VERIFICATION_REQUIRED')) return { code: WORDS.code };
  if (!passkey && isRefusal(error, 'SECOND_FACTOR_INVALID')) {
    return { code: 'This code was not accepted. Each works once: wait for the next one.' };
  }
  return null;
};

/** The password again, and the second factor where there is one. */
export function ProofForm({ person, onProven, onCancel }: ProofFormProps) {
  const prove = useReauthenticate();
  const [asksFactor, setAsksFactor] = useState(person.two_factor_enabled);
  const [passkey, setPasskey] = useState(false);
  const form = useForm({
    initial: { password: '', code: '' },
    check: ({ password, code }): Checked<Proof> => {
      if (asksFactor && passkey)
        return password ? { body: { password, passkey } } : { errors: { password: WORDS.password } };
      return checkWith<Proof>(reauthenticateSchema, { password, ...(asksFactor && { code }) }, WORDS);
    },
    send: async (proof) => {
      await prove.mutateAsync(proof, {
        onError: (error) => isRefusal(error, 'VERIFICATION_REQUIRED') && setAsksFactor(true),
      });
      onProven();
    },
    refused: (error) => refusedField(error, passkey),
  });
  const aside = prove.isError && !refusedField(prove.error, passkey);
  return (
    <form {...form.form}>
      <Fields>
        <Text>You signed in a while ago. Confirm that it is you before you do this.</Text>
        {aside && <ErrorBlock key={prove.submittedAt} error={passkey ? refusedPasskey(prove.error) : prove.error} />}
        <input type="text" name="username" autoComplete="username" value={person.username} readOnly hidden />
        <PasswordField {...form.text('password')} label="Password" autoComplete="current-password" arrives />
        {asksFactor && <FactorField field={form.text('code')} passkey={passkey} onPasskey={setPasskey} />}
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={onCancel}>
            Not now
          </ActionButton>
          <ActionButton type="submit" busy={prove.isPending} busyWords="Checking">
            {asksFactor && passkey ? 'Confirm with your passkey' : 'Confirm'}
          </ActionButton>
        </Group>
      </Fields>
    </form>
  );
}

interface FactorFieldProps {
  readonly field: Pick<ComponentProps<typeof CodeField>, 'name' | 'value' | 'error' | 'onChange'>;
  readonly passkey: boolean;
  readonly onPasskey: (passkey: boolean) => void;
}

/** The second factor beside the password: a code, or a passkey where the person has one. */
function FactorField({ field, passkey, onPasskey }: FactorFieldProps) {
  const { data } = useQuery(twoFactorQuery());
  const offered = passkeysWork() && (data?.passkeys.length ?? 0) > 0;
  const alone = offered && !data?.totp_confirmed_at;
  useEffect(() => {
    if (alone) onPasskey(true);
  }, [alone, onPasskey]);
  return (
    <>
      {!passkey && (
        <CodeField {...field} label="Code" description="From your authenticator app, or one of your recovery codes." />
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
