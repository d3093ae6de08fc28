import { useStrength } from '../lib/password/use-strength.ts';
import classes from './password-strength.module.css';

interface Props {
  readonly password: string;
  /** The person's name, which is guessed first; empty where it is not known. */
  readonly own: string;
}

const STEPS = [1, 2, 3, 4] as const;

/** A meter with its word, and one plain hint where the password is weak. It advises; the API decides. */
export function PasswordStrength({ password, own }: Props) {
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
