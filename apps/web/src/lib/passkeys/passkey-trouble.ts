import { Troubled, type Trouble } from '../errors/trouble.ts';
import { isRefusal, problemOf } from '../http/request-error.ts';

const KNOWN_ALREADY: Trouble = {
  title: 'This device already has a passkey',
  message: 'Your passkey for Pacekeeper is stored there. Each device or provider needs only one.',
  steps: ['Choose another device, or keep the one you have.'],
};

const WRONG_ADDRESS: Trouble = {
  title: 'Passkeys do not work at this address',
  message: 'A passkey belongs to the address that Pacekeeper was set up with, and this page was opened under another.',
  steps: ['Open Pacekeeper at its usual address.', 'If this is the usual one, tell an administrator.'],
};

const NOT_SHOWN: Trouble = {
  title: 'No passkey was used',
  message: 'The browser’s window was closed, timed out, or found no matching passkey.',
  steps: ['Try again and follow the browser’s instructions.', 'If this device has no passkey, use another method.'],
};

const BY_NAME: Readonly<Record<string, Trouble>> = { InvalidStateError: KNOWN_ALREADY, SecurityError: WRONG_ADDRESS };

const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';

/** What the browser said of a passkey, in plain words. The reasons come by name (WebAuthn Level 3, section 5.1). */
export const passkeyTrouble = (error: unknown): Troubled => new Troubled(BY_NAME[nameOf(error)] ?? NOT_SHOWN);

const REFUSED: Trouble = {
  title: 'This passkey was not accepted',
  message: 'It was removed from the profile, belongs to another user, or was used too late.',
  steps: [
    'Try again, with another passkey if you have one.',
    'Or use another method, and check your passkeys in the profile.',
  ],
};

/** The API's refusal of a passkey with what to do about a passkey; anything else as it came. */
export const refusedPasskey = (error: unknown): unknown =>
  isRefusal(error, 'SECOND_FACTOR_INVALID') ? new Troubled({ ...REFUSED, code: problemOf(error)?.code ?? '' }) : error;
