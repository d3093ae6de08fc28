import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { ReplyHeaders } from '../transport/reply.ts';

/** The key pair that clients encrypt passwords with. It must outlive restarts: restored clients keep the public half. */
export interface PasswordKey {
  /** 0 to 255: it travels as one byte. */
  readonly id: number;
  readonly privateKey: KeyObject;
  readonly saved: SavedPasswordKey;
  readonly headers: ReplyHeaders;
}

export interface SavedPasswordKey {
  readonly id: number;
  readonly publicPem: string;
  readonly privatePem: string;
}

const generate = promisify(generateKeyPair);

export const newPasswordKey = async (id = 41): Promise<PasswordKey> => {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return restorePasswordKey({ id, publicPem: publicKey, privatePem: privateKey });
};

export const restorePasswordKey = (saved: SavedPasswordKey): PasswordKey => ({
  id: saved.id,
  privateKey: createPrivateKey(saved.privatePem),
  saved,
  headers: {
    'ig-set-password-encryption-key-id': String(saved.id),
    'ig-set-password-encryption-pub-key': Buffer.from(saved.publicPem).toString('base64'),
  },
});
