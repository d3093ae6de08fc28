import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import type { PasswordKey } from './password-key.ts';

const HEAD = 1 + 1 + 12 + 2;
const TAG = 16;
const AES_KEY = 32;

/**
 * The password inside `#PWD_INSTAGRAM:4:<seconds>:<base64>`; null where it was not encrypted for this key.
 * Blob: 0x01, key id, 12 bytes IV, length of the RSA part (little endian), RSA part, 16 bytes GCM tag, ciphertext.
 */
export const decryptPassword = (encPassword: string, key: PasswordKey): string | null => {
  const parts = /^#PWD_INSTAGRAM:4:(\d{1,12}):([A-Za-z0-9+/=]+)$/.exec(encPassword);
  const [, time, encoded] = parts ?? [];
  if (!time || !encoded) return null;
  const blob = Buffer.from(encoded, 'base64');
  if (blob.length < HEAD || blob[0] !== 1 || blob[1] !== key.id) return null;
  const rsaEnd = HEAD + blob.readUInt16LE(14);
  if (blob.length < rsaEnd + TAG) return null;
  try {
    const aesKey = unpad(
      privateDecrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, blob.subarray(HEAD, rsaEnd)),
    );
    if (!aesKey) return null;
    const decipher = createDecipheriv('aes-256-gcm', aesKey, blob.subarray(2, 14), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(time));
    decipher.setAuthTag(blob.subarray(rsaEnd, rsaEnd + TAG));
    return Buffer.concat([decipher.update(blob.subarray(rsaEnd + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
};

/** Strips PKCS#1 v1.5 padding by hand: since CVE-2023-46809 node refuses it for decryption. */
const unpad = (block: Buffer): Buffer | null => {
  if (block[0] !== 0 || block[1] !== 2) return null;
  const zero = block.indexOf(0, 2);
  if (zero < 10) return null;
  const content = block.subarray(zero + 1);
  return content.length === AES_KEY ? content : null;
};
