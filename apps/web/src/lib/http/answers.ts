import { config, type z } from 'zod';
import { RequestError } from './request-error.ts';

// The page's policy forbids eval; without this, zod would try it once and the browser would report it.
config({ jitless: true });

/** Reads an answer by its contract; what breaks the contract is an unexpected answer, not a broken screen. */
export const readAnswer = <S extends z.ZodType>(schema: S, json: unknown): z.output<S> => {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new RequestError({ kind: 'unexpected', status: 200 });
  return parsed.data;
};
