import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, for tokens that are stored as a hash only. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const sameBytes = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
