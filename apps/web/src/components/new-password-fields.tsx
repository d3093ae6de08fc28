import type { ChangeEvent, ReactNode } from 'react';
import { lengthOf, type NewPassword } from '../lib/password/new-password.ts';
import { PasswordField } from './password-field.tsx';
import { PasswordRules } from './password-rules.tsx';
import { PasswordStrength } from './password-strength.tsx';

interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

interface Props {
  /** The form's `text`. */
  readonly text: (name: keyof NewPassword) => FieldProps;
  /** The person's name, where it is known. */
  readonly own?: string;
}

/** A new password, typed twice, with what it needs and how strong it is. */
export function NewPasswordFields({ text, own = '' }: Props) {
  const field = text('new_password');
  return (
    <>
      <PasswordField
        {...field}
        label="New password"
        description={<PasswordRules length={lengthOf(field.value)} />}
        autoComplete="new-password"
      />
      {/* What was refused is not praised beside it. */}
      {!field.error && <PasswordStrength password={field.value} own={own} />}
      <PasswordField {...text('repeated')} label="New password again" autoComplete="new-password" />
    </>
  );
}
