import type { z } from 'zod';

export interface Pasted {
  /** In the form in which they are stored, each once, in the order in which they came. */
  readonly taken: readonly string[];
  /** Those that came again. */
  readonly repeated: readonly string[];
  /** Those that are none, as they were typed. */
  readonly refused: readonly string[];
}

/** A refused entry is shown, not kept; a long one is shortened. */
const SHOWN = 100;

/** Reads each entry by itself, so that a bad one does not refuse the others. */
export const readPasted = (typed: readonly string[], schema: z.ZodType<string>): Pasted => {
  const taken = new Set<string>();
  const repeated = new Set<string>();
  const refused: string[] = [];
  for (const text of typed) {
    const read = schema.safeParse(text);
    if (!read.success) refused.push([...text].slice(0, SHOWN).join('').toWellFormed());
    else if (taken.has(read.data)) repeated.add(read.data);
    else taken.add(read.data);
  }
  return { taken: [...taken], repeated: [...repeated], refused };
};
