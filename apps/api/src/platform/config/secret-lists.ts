import { z } from 'zod';

/** Keys that seal, newest first. */
export const keyList = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^[\w.-]{1,40}:[A-Za-z0-9+/_-]+={0,2}$/, 'must be id:base64, newest first, with commas between'),
      )
      .min(1)
      .transform((list) =>
        list.map((one) => ({
          id: one.slice(0, one.indexOf(':')),
          key: Buffer.from(one.slice(one.indexOf(':') + 1), 'base64'),
        })),
      )
      .refine((list) => list.every(({ key }) => key.length === 32), 'must hold keys of 32 bytes each, in base64')
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'must give each key an id of its own'),
  );

/** The shortest secret that signs tokens, characters. */
const SECRET_MIN = 32;

/**
 * One secret, or several with commas between, newest first; each at least 32 characters. A secret may itself have
 * commas: where a part between them is too short to be a secret, the whole is one.
 */
export const secretList = z
  .string()
  .min(SECRET_MIN, 'must have at least 32 characters (npm run keys makes one)')
  .transform((text) => {
    const parts = text.split(',').map((one) => one.trim());
    const several = parts.every((one) => one.length >= SECRET_MIN);
    return (several ? [...new Set(parts)] : [text]).map((one) => Buffer.from(one));
  });
