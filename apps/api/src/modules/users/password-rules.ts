import { PASSWORD_MAX, PASSWORD_MIN } from '@pacekeeper/contracts';
import { AppError } from '../../platform/errors/app-error.ts';
import { isCommonPassword } from './common-passwords.ts';
import { nameKey } from './name-key.ts';

const PRODUCT = 'pacekeeper';

/** Refused anywhere in a password: what people type first when asked for one. */
const OBVIOUS =
  /^(.)\1+$|^(0?123456789\d*|abcdefgh\w*|qwert[yz]uiop\w*|password\w*|passwort\w*|instagram\w*|letmein\w*|iloveyou\w*)$/;

/** A name, and of an e-mail address also the part before the @. */
const partsOf = (name: string): string[] => {
  const key = nameKey(name);
  const at = key.lastIndexOf('@');
  return at > 0 ? [key, key.slice(0, at)] : [key];
};

const reasonAgainst = (password: string, names: readonly string[]): string | null => {
  const characters = [...password].length;
  if (characters < PASSWORD_MIN) return `it needs at least ${PASSWORD_MIN} characters`;
  if (characters > PASSWORD_MAX) return `it may have at most ${PASSWORD_MAX} characters`;
  const plain = nameKey(password);
  if (plain.includes(PRODUCT)) return 'it contains the name of this product';
  if (names.flatMap(partsOf).some((name) => name.length >= 3 && plain.includes(name))) return 'it contains your name';
  if (plain === '' || OBVIOUS.test(plain) || isCommonPassword(plain))
    return 'it is among the first that anybody would try';
  return null;
};

/**
 * Whether a password may be set for a user with these names (user name, e-mail).
 * @throws AppError PASSWORD_TOO_WEAK with the reason.
 */
export const checkPassword = (password: string, names: readonly string[], path: string): void => {
  const reason = reasonAgainst(password, names);
  if (reason) throw new AppError('PASSWORD_TOO_WEAK', { reason }, { details: [{ path, message: reason }] });
};
