import { type Language, LANGUAGES, paramsOf, render } from '@pacekeeper/contracts';
import { useZone } from './session/use-zone.ts';

type Params = Readonly<Record<string, unknown>> | undefined;

interface Said {
  readonly message: string;
  readonly message_symbol?: string | undefined;
  readonly params?: Params;
}

interface Reasoned {
  readonly reason?: string | undefined;
  readonly reason_symbol?: string | undefined;
  readonly params?: Params;
}

/** The first of the browser's languages that there are words for. */
export const languageOf = (wanted: readonly string[]): Language =>
  wanted.flatMap((tag) => LANGUAGES.filter((one) => tag.toLowerCase().split('-')[0] === one))[0] ?? 'en';

/** A stored message in the reader's words and zone; the API's own text for rows and symbols without words here. */
export const wordsOf = (
  text: string,
  symbol: string | undefined,
  params: Params,
  language: Language,
  timeZone: string,
): string => (symbol && paramsOf(symbol, params) ? render({ symbol, params }, { language, timeZone }) : text);

/** What a row's message, or the reason why a bot or a job waits, is shown as. */
export const useSaid = (): ((row: Said | Reasoned) => string) => {
  const zone = useZone();
  return (row) => {
    const [text = '', symbol] = 'message' in row ? [row.message, row.message_symbol] : [row.reason, row.reason_symbol];
    return wordsOf(text, symbol, row.params, languageOf(navigator.languages), zone);
  };
};
