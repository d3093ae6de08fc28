import type { PasskeyLogin, PasskeyOptions } from '@pacekeeper/contracts';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { passkeyTrouble } from './passkey-trouble.ts';

/** A passkey's answer to a challenge, as the API takes it. */
export type ShownPasskey = PasskeyLogin;

/** True where this browser has passkeys: not over plain HTTP. */
export const passkeysWork = (): boolean => typeof globalThis.PublicKeyCredential === 'function';

// Loaded at the first use: most visits need none of it.
const webauthn = () => import('@simplewebauthn/browser');

const ceremony = async (token: string, credential: Promise<object>): Promise<ShownPasskey> => {
  try {
    // As the browser made it: the contract takes it as it is.
    return { challenge_token: token, credential: (await credential) as PasskeyLogin['credential'] };
  } catch (error) {
    throw passkeyTrouble(error);
  }
};

/** Has the person show a passkey; throws `Troubled` where none was shown. */
export const showPasskey = async ({ options, challenge_token: token }: PasskeyOptions): Promise<ShownPasskey> => {
  const { startAuthentication } = await webauthn();
  // The API's WebAuthn library made the options; the contract passes them on as they are.
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  return ceremony(token, startAuthentication({ optionsJSON }));
};

/** Has the person make a passkey; throws `Troubled` where none was made. */
export const makePasskey = async ({ options, challenge_token: token }: PasskeyOptions): Promise<ShownPasskey> => {
  const { startRegistration } = await webauthn();
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  return ceremony(token, startRegistration({ optionsJSON }));
};
