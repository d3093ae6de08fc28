import { type IdMode, type IdWriter, idWriter } from './ids.ts';

/** How values are written in one answer. */
export interface Wire {
  readonly id: IdWriter;
  /** The address of a person's picture. */
  readonly picture: (pk: string) => string;
}

export const createWires = (publicUrl: () => string): Record<IdMode, Wire> => {
  const wire = (mode: IdMode): Wire => ({
    id: idWriter(mode),
    picture: (pk) => `${publicUrl()}/pictures/${pk}.svg`,
  });
  return { number: wire('number'), string: wire('string'), mixed: wire('mixed') };
};
