import { Group, Text } from '@mantine/core';
import { reauthenticateSchema, type User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { checkWith } from '../lib/forms/check-with.ts';
import { useForm, type Checked, type FieldErrors } from '../lib/forms/use-form.ts';
import { isRefusal } from '../lib/http/request-error.ts';
import { refusedPasskey } from '../lib/passkeys/passkey-trouble.ts';
import { useReauthenticate, type Proof } from '../lib/session/reauthenticate.ts';
import { ActionButton } from './action-button.tsx';
import { ErrorBlock } from './error-block.tsx';
import { FactorField } from './factor-field.tsx';
import { Fields } from './fields.tsx';
import { PasswordField } from './password-field.tsx';

interface Props {
  readonly person: User;
  readonly onProven: () => void;
  readonly onCancel: () => void;
}

const WORDS = {
  password: 'Enter your password.',
  code: 'Enter the 6 digits of your authenticator app, or a recovery code.',
};

/** A refusal that belongs to one field. */
const refusedField = (error: unknown, passkey: boolean): FieldErrors | null => {
  if (isRefusal(error, 'INVALID_CREDENTIALS')) return { password: 'This is not your password.' };
  if (isRefusal(error, 'VERIFICATION_REQUIRED')) return { code: WORDS.code };
  if (!passkey && isRefusal(error, 'SECOND_FACTOR_INVALID')) {
    return { code: 'This code was not accepted. Each serves once: wait for the next one.' };
  }
  return null;
};

/** The password again, and the second factor where there is one. */
export function ProofForm({ person, onProven, onCancel }: Props) {
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
        <Text>You signed in a while ago. Enter your password again to change how you sign in.</Text>
        {aside && <ErrorBlock key={prove.submittedAt} error={passkey ? refusedPasskey(prove.error) : prove.error} />}
        <input type="text" name="username" autoComplete="username" value={person.username} readOnly hidden />
        <PasswordField {...form.text('password')} label="Password" autoComplete="current-password" autoFocus />
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
