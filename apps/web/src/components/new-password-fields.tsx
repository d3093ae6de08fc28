import { PASSWORD_MAX, PASSWORD_MIN } from '@pacekeeper/contracts';
import type { ChangeEvent, ReactNode } from 'react';
import { counted } from '../lib/format/number.ts';
import type { FieldErrors } from '../lib/forms/use-form.ts';
import { problemOf } from '../lib/http/request-error.ts';
import { lengthOf, type NewPassword } from '../lib/password/new-password.ts';
import { useStrength } from '../lib/password/use-strength.ts';
import { paths } from '../lib/paths.ts';
import { AppLink } from './links.tsx';
import classes from './new-password-fields.module.css';
import { PasswordField } from './password-field.tsx';

/** The refusal of a new password for its field, with a link to its page; null for any other error. */
export const weakPasswordErrors = (error: unknown): FieldErrors | null => {
  const problem = problemOf(error);
  if (problem?.error !== 'PASSWORD_TOO_WEAK') return null;
  return {
    new_password: (
      <>
        {problem.detail} <AppLink to={paths.errorCode.href(problem.code)}>Read more about {problem.code}</AppLink>
      </>
    ),
  };
};

interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

interface NewPasswordFieldsProps {
  /** The form's `text`. */
  readonly text: (name: keyof NewPassword) => FieldProps;
  /** The person's name, where it is known. */
  readonly own?: string;
}

/** A new password, typed twice, with what it needs and how strong it is. */
export function NewPasswordFields({ text, own = '' }: NewPasswordFieldsProps) {
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

interface PasswordRulesProps {
  /** Characters typed so far. */
  readonly length: number;
}

const CHARACTERS = { one: 'character', many: 'characters' };

/** What a password needs, and how far this one is. */
function PasswordRules({ length }: PasswordRulesProps) {
  const missing = PASSWORD_MIN - length;
  return (
    <>
      {PASSWORD_MIN} to {PASSWORD_MAX} characters of any kind; no capitals or symbols needed. Common and leaked
      passwords, your user name and the name of this product are refused. A few words that do not belong together work
      well.
      {length > 0 && (
        <strong>
          {missing > 0
            ? ` ${counted(missing, CHARACTERS)} more needed.`
            : ` ${counted(length, CHARACTERS)}, long enough.`}
        </strong>
      )}
    </>
  );
}

interface PasswordStrengthProps {
  readonly password: string;
  /** The person's name, which is guessed first; empty where it is not known. */
  readonly own: string;
}

const STEPS = [1, 2, 3, 4] as const;

/** A meter with its word, and one plain hint where the password is weak. It advises; the API decides. */
function PasswordStrength({ password, own }: PasswordStrengthProps) {
  const strength = useStrength(password, own);
  return (
    <div className={classes.strength} data-score={strength?.score} hidden={!strength}>
      <div className={classes.meter} aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step} className={classes.step} data-filled={step <= (strength?.score ?? 0) || undefined} />
        ))}
      </div>
      <p className={classes.words} aria-live="polite">
        {strength && (
          <>
            Strength: <strong className={classes.word}>{strength.word}</strong>.{strength.hint && ` ${strength.hint}`}
          </>
        )}
      </p>
    </div>
  );
}
