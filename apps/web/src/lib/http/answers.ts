import { config, type ZodType } from 'zod';
import { RequestError } from './request-error.ts';

// The page's policy forbids eval; without this, zod would try it once and the browser would report it.
config({ jitless: true });

/** Turns the JSON of an answer into what the caller works with. */
export type Parse<T> = (json: unknown) => T;

/** Reads an answer by its contract; what breaks the contract is an unexpected answer, not a broken screen. */
export const answers =
  <T>(schema: ZodType<T>): Parse<T> =>
  (json) => {
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw new RequestError({ kind: 'unexpected', status: 200 });
    return parsed.data;
  };
