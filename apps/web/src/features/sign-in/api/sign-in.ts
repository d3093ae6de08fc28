import type { Login, LoginAnswer, LoginOutcome, PasskeyOptions } from '@pacekeeper/contracts';
import { callFirst } from '../../../lib/http/first-calls.ts';
import { showPasskey, type ShownPasskey } from '../../../lib/passkeys/passkeys.ts';
import { readLogin } from '../../../lib/session/session.ts';

const readers = () => import('../../../lib/session/session-answers.ts');

/** Name and password: signed in, or the second factor is still to come. */
export const signIn = async (body: Login): Promise<LoginOutcome> => {
  const json = await callFirst('login', { body });
  return (await readers()).readLoginOutcome(json);
};

/** The second factor, after the password: a code of either kind, or a passkey. */
export const verify = async (token: string, shown: { readonly code: string } | ShownPasskey): Promise<LoginAnswer> =>
  readLogin(await callFirst('verifyLogin', { body: { verification_token: token, ...shown } }));

const options = async (body: { verification_token?: string }): Promise<PasskeyOptions> => {
  const json = await callFirst('passkeyOptions', { body });
  return (await readers()).readPasskeyOptions(json);
};

/** A passkey instead of name and password. */
export const signInWithPasskey = async (): Promise<LoginAnswer> =>
  readLogin(await callFirst('passkeyLogin', { body: await showPasskey(await options({})) }));

/** A passkey as the second factor, for `verify`. */
export const passkeyAfterPassword = async (verificationToken: string): Promise<ShownPasskey> =>
  showPasskey(await options({ verification_token: verificationToken }));
