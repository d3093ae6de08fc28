import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** The key that `instagram-private-api` 1.46.1 signs with: the key is the hex text itself, not the bytes it encodes. */
const CLIENT_KEY = createSecretKey('9193488027538fd3450b83b7d05286d4ca9599a0f7eeed90d8c85925698a05dc', 'utf8');

/** The lowercase hex HMAC-SHA256 that a client puts in front of a signed text. */
export const signatureOf = (text: string): string => createHmac('sha256', CLIENT_KEY).update(text).digest('hex');

/** Splits `signature.text` at the first dot; null where there is no dot. */
export const splitSigned = (signed: string): { signature: string; text: string } | null => {
  const dot = signed.indexOf('.');
  return dot === -1 ? null : { signature: signed.slice(0, dot), text: signed.slice(dot + 1) };
};

export const isSignatureValid = (signature: string, text: string): boolean => {
  const expected = signatureOf(text);
  return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
};
