import { authErrors } from './auth.ts';
import { botErrors } from './bot.ts';
import { connectingErrors } from './connecting.ts';
import type { CatalogueEntry, Situation } from './entry.ts';
import { filterErrors } from './filters.ts';
import { instagramErrors } from './instagram.ts';
import { jobErrors } from './jobs.ts';
import { systemErrors } from './system.ts';
import { quotaErrors, userErrors } from './users-quotas.ts';

export {
  ERROR_MODULES,
  SEVERITIES,
  SIDES,
  SITUATIONS,
  type CatalogueEntry,
  type ErrorModule,
  type Severity,
  type Side,
  type Situation,
} from './entry.ts';

/** Every error that Pacekeeper can name, by its symbol. */
export const ERRORS = {
  ...authErrors,
  ...userErrors,
  ...quotaErrors,
  ...connectingErrors,
  ...filterErrors,
  ...instagramErrors,
  ...botErrors,
  ...jobErrors,
  ...systemErrors,
} as const;

export type ErrorSymbol = keyof typeof ERRORS;

export const ERROR_SYMBOLS = Object.keys(ERRORS) as [ErrorSymbol, ...ErrorSymbol[]];

/** The entry, in the words of a situation where it has some. */
export const errorEntry = (symbol: ErrorSymbol, situation?: Situation): CatalogueEntry => {
  const entry: CatalogueEntry = ERRORS[symbol];
  const words = situation && entry.situations?.[situation];
  return words ? { ...entry, ...words } : entry;
};

/** The symbol of a code such as `E-BOT-W-E0F7`; null for an unknown one. */
export const symbolOfCode = (code: string): ErrorSymbol | null =>
  ERROR_SYMBOLS.find((symbol) => ERRORS[symbol].code === code) ?? null;

/** The entry's message with its `{parameters}` filled in; an unknown parameter is left out. */
export const errorMessage = (
  symbol: ErrorSymbol,
  params: Readonly<Record<string, unknown>> = {},
  situation?: Situation,
): string =>
  errorEntry(symbol, situation)
    .message.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
    .replaceAll(/\s+/g, ' ')
    .trim();
