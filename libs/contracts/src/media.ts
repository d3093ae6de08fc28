import { z } from 'zod';
import { addressAtInstagram, trimmed } from './typed.ts';

/** Addresses of posts: `/p/CODE`, `/reel/CODE`, and the same behind a person's name. */
const BEFORE_CODE = new Set(['p', 'reel', 'reels', 'tv']);
const SHORTCODE = /^[A-Za-z0-9_-]{5,50}$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** What the address of a private account's post has behind its own code, characters. */
const PRIVATE_PART = 28;
/** The largest id, which is a whole number of 64 bits. */
const LARGEST = 2n ** 63n;

const codeInAddress = (text: string): string | null => {
  const { parts } = addressAtInstagram(text) ?? { parts: [] };
  const at = parts.slice(0, 2).findIndex((part) => BEFORE_CODE.has(part));
  return at < 0 ? null : (parts[at + 1] ?? null);
};

/** The id of a post by the shortcode of its address, as a decimal number; null for what is no shortcode. */
export const mediaIdOfCode = (shortcode: string): string | null => {
  if (!SHORTCODE.test(shortcode)) return null;
  const code = shortcode.length > PRIVATE_PART ? shortcode.slice(0, -PRIVATE_PART) : shortcode;
  const id = [...code].reduce((sum, sign) => sum * 64n + BigInt(ALPHABET.indexOf(sign)), 0n);
  return id > 0n && id < LARGEST ? String(id) : null;
};

/** A post or reel: its address, or the shortcode in it. Taken as the shortcode. */
export const mediaSchema = z
  .string()
  .max(2_000)
  .transform((typed) => codeInAddress(trimmed(typed)) ?? trimmed(typed))
  .pipe(z.string().refine((code) => mediaIdOfCode(code) !== null, 'must be the address of a post or reel'))
  .describe('address or shortcode of a post or reel');
