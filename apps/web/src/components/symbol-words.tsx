import type { ErrorSymbol } from '@pacekeeper/contracts';
import { useEntry } from '../lib/errors/use-entry.ts';
import { sentenceCase } from '../lib/format/number.ts';

interface Props {
  readonly symbol: ErrorSymbol;
}

/** The title that the catalogue has for a symbol: "Struck from the plan". */
export function SymbolWords({ symbol }: Props) {
  return useEntry(symbol)?.title ?? sentenceCase(symbol.toLowerCase());
}
