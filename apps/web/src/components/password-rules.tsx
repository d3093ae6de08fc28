import { PASSWORD_MAX, PASSWORD_MIN } from '@pacekeeper/contracts';
import { counted } from '../lib/format/number.ts';

interface Props {
  /** Characters typed so far. */
  readonly length: number;
}

const CHARACTERS = { one: 'character', many: 'characters' };

/** What a password needs, and how far this one is. */
export function PasswordRules({ length }: Props) {
  const missing = PASSWORD_MIN - length;
  return (
    <>
      {PASSWORD_MIN} to {PASSWORD_MAX} characters of any kind; no capitals or signs needed. Common and leaked passwords,
      your user name and the name of this product are refused. A few words that do not belong together work well.
      {length > 0 && (
        <strong>
          {missing > 0 ? ` ${counted(missing, CHARACTERS)} to go.` : ` ${counted(length, CHARACTERS)}, long enough.`}
        </strong>
      )}
    </>
  );
}
