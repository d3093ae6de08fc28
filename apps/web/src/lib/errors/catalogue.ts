import {
  ERROR_SYMBOLS,
  errorEntry,
  symbolOfCode,
  type CatalogueEntry,
  type ErrorCode,
  type ErrorSymbol,
  type Situation,
} from '@pacekeeper/contracts';
import { paths } from '../paths.ts';

// The long texts of the catalogue: loaded when the first error is shown.
export const entryOf = (
  symbolOrCode: string,
  situation?: Situation,
): (CatalogueEntry & { symbol: ErrorSymbol }) | null => {
  const known = ERROR_SYMBOLS.find((symbol) => symbol === symbolOrCode) ?? symbolOfCode(symbolOrCode);
  return known && { ...errorEntry(known, situation), symbol: known };
};

/** The catalogue as this page knows it: for those who are not signed in. */
export const allErrorCodes = (): ErrorCode[] =>
  ERROR_SYMBOLS.map((error) => {
    const { steps, situations: _, ...entry } = errorEntry(error);
    return { ...entry, error, steps: [...steps], help: paths.errorCode.href(entry.code) };
  });
