import { Troubled, type Trouble } from '../errors/trouble.ts';
import { isRefusal, problemOf } from '../http/request-error.ts';

const KNOWN_ALREADY: Trouble = {
  title: 'This device has a passkey already',
  message: 'A passkey of yours for Pacekeeper is kept there. One serves for each device or provider.',
  steps: ['Choose another device, or keep the one you have.'],
};

const WRONG_ADDRESS: Trouble = {
  title: 'Passkeys do not work at this address',
  message: 'A passkey belongs to the address that Pacekeeper was set up with, and this page was opened under another.',
  steps: ['Open Pacekeeper at its usual address.', 'If this is the usual one, tell an administrator.'],
};

const NOT_SHOWN: Trouble = {
  title: 'No passkey was used',
  message: 'The window of the browser was closed, took too long, or found no passkey that fits.',
  steps: ['Try again and follow the window of the browser.', 'If this device has no passkey, go another way.'],
};

const BY_NAME: Readonly<Record<string, Trouble>> = { InvalidStateError: KNOWN_ALREADY, SecurityError: WRONG_ADDRESS };

const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';

/** What the browser said of a passkey, in plain words. The reasons come by name (WebAuthn Level 3, section 5.1). */
export const passkeyTrouble = (error: unknown): Troubled => new Troubled(BY_NAME[nameOf(error)] ?? NOT_SHOWN);

const REFUSED: Trouble = {
  title: 'This passkey was not accepted',
  message: 'It was removed in the profile, belongs to another user, or was shown too late.',
  steps: [
    'Try again, with another passkey if you have one.',
    'Or go another way, and look at your passkeys in the profile.',
  ],
};

/** The API's refusal of a passkey with what to do about a passkey; anything else as it came. */
export const refusedPasskey = (error: unknown): unknown =>
  isRefusal(error, 'SECOND_FACTOR_INVALID') ? new Troubled({ ...REFUSED, code: problemOf(error)?.code ?? '' }) : error;
