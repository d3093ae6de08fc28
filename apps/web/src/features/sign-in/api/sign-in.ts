import type { Login, LoginAnswer, LoginOutcome, PasskeyOptions } from '@pacekeeper/contracts';
import { jsonOf, send } from '../../../lib/http/send.ts';
import { showPasskey, type ShownPasskey } from '../../../lib/passkeys/passkeys.ts';
import { readLogin } from '../../../lib/session/session.ts';

/** Name and password: signed in, or the second factor is still to come. */
export const signIn = async (body: Login): Promise<LoginOutcome> => {
  const json = await jsonOf(await send({ method: 'POST', path: 'auth/login', body }));
  return (await import('../../../lib/session/session-answers.ts')).readLoginOutcome(json);
};

/** The second factor, after the password: a code of either kind, or a passkey. */
export const verify = async (token: string, shown: { readonly code: string } | ShownPasskey): Promise<LoginAnswer> =>
  readLogin(
    await jsonOf(
      await send({ method: 'POST', path: 'auth/login/verify', body: { verification_token: token, ...shown } }),
    ),
  );

const post = async (path: string, body: unknown): Promise<unknown> =>
  jsonOf(await send({ method: 'POST', path, body }));

const options = async (body: { verification_token?: string }): Promise<PasskeyOptions> => {
  const json = await post('auth/passkeys/login/options', body);
  return (await import('../../../lib/session/session-answers.ts')).readPasskeyOptions(json);
};

/** A passkey instead of name and password. */
export const signInWithPasskey = async (): Promise<LoginAnswer> => {
  const shown = await showPasskey(await options({}));
  return readLogin(await post('auth/passkeys/login', shown));
};

/** A passkey as the second factor, for `verify`. */
export const passkeyAfterPassword = async (verificationToken: string): Promise<ShownPasskey> =>
  showPasskey(await options({ verification_token: verificationToken }));
