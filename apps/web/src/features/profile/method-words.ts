import type { SignInMethod } from '@pacekeeper/contracts';

/** "Signed in with ...". */
export const METHOD_WORDS: Readonly<Record<SignInMethod, string>> = {
  password: 'the password alone',
  password_totp: 'password and authenticator app',
  password_recovery_code: 'password and a recovery code',
  password_passkey: 'password and passkey',
  passkey: 'a passkey',
};
