import { Inject, Injectable } from '@nestjs/common';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { COSEALG, decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';
import type { PasskeyLogin } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { AppError } from '../../../platform/errors/app-error.ts';

/** What the browser made, as the contract lets it through: checked here, by the library. */
export type ShownCredential = PasskeyLogin['credential'];

/** How to find a passkey again, in the browser. */
export interface KnownCredential {
  readonly id: string;
  readonly transports: string[];
}

export interface NewCredential {
  readonly id: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly backedUp: boolean;
}

export interface Assertion {
  readonly counter: number;
  readonly backedUp: boolean;
}

/** How long a person has for it, milliseconds: as long as the challenge holds. */
const TIMEOUT = 5 * 60_000;
const ALGORITHMS = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];
const TRANSPORTS = new Set(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);
/** Twice the size of the largest key in use for those algorithms, bytes. */
const MOST_KEY_BYTES = 2048;

/** Hides what the library found wrong: every failure gets the same refusal. */
const orRefuse = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw new AppError('SECOND_FACTOR_INVALID', {}, { cause: error });
  }
};

/**
 * We ask for no attestation, so any certificate is unrequested. Checking one could mean fetching the addresses that it
 * names.
 */
const refuseCertificates = ({ response }: RegistrationResponseJSON): void => {
  const statement = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const plain = ['none', 'packed'].includes(statement.get('fmt')) && !statement.get('attStmt').get('x5c');
  if (!plain) throw new TypeError('an attestation nobody asked for');
};

/** WebAuthn for this installation: its domain and its origin are those of PUBLIC_URL, and the person is verified. */
@Injectable()
export class WebAuthn {
  private readonly rpID: string;
  private readonly origin: string;

  constructor(@Inject(CONFIG) config: Config) {
    const { hostname, origin } = new URL(config.publicUrl);
    this.rpID = hostname;
    this.origin = origin;
  }

  /** Discoverable, so that it also serves instead of name and password. */
  creationOptions(userId: string, username: string, known: readonly KnownCredential[]) {
    return generateRegistrationOptions({
      rpName: 'Pacekeeper',
      rpID: this.rpID,
      userID: bytesOfId(userId),
      userName: username,
      userDisplayName: username,
      timeout: TIMEOUT,
      attestationType: 'none',
      excludeCredentials: [...known],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
  }

  /** @throws AppError SECOND_FACTOR_INVALID */
  verifyCreation(shown: ShownCredential, challenge: string): Promise<NewCredential> {
    return orRefuse(async () => {
      const response = shown as unknown as RegistrationResponseJSON;
      refuseCertificates(response);
      const { registrationInfo: info } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (!info || info.credential.id !== shown.id || info.credential.publicKey.length > MOST_KEY_BYTES) {
        throw new TypeError('not the credential that it says');
      }
      const { id, publicKey, counter } = info.credential;
      const transports = transportsOf(response.response.transports);
      return { id, publicKey: Buffer.from(publicKey), counter, transports, backedUp: info.credentialBackedUp };
    });
  }

  /** With `known`, for these; without, for any holder of a passkey of this installation. */
  requestOptions(known?: readonly KnownCredential[]) {
    return generateAuthenticationOptions({
      rpID: this.rpID,
      timeout: TIMEOUT,
      userVerification: 'required',
      ...(known ? { allowCredentials: [...known] } : {}),
    });
  }

  /** @throws AppError SECOND_FACTOR_INVALID, also for a counter that does not go forward */
  verifyAssertion(shown: ShownCredential, challenge: string, credential: WebAuthnCredential): Promise<Assertion> {
    return orRefuse(async () => {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: shown as unknown as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        credential,
        requireUserVerification: true,
      });
      if (!verified) throw new TypeError('not signed with this key');
      return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
    });
  }
}

const bytesOfId = (userId: string) => new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex'));

/** Whose passkey it says it is; null where it says none that could be. */
export const userOfHandle = ({ response }: ShownCredential): string | null => {
  const handle = response['userHandle'];
  if (typeof handle !== 'string' || !/^[\w-]{22}$/.test(handle)) return null;
  const hex = Buffer.from(handle, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const transportsOf = (said: unknown): string[] =>
  Array.isArray(said) ? [...new Set(said)].filter((one) => TRANSPORTS.has(one as string)) : [];
