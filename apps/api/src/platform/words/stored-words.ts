import { type Message, type MessageSymbol, paramsOf, render } from '@pacekeeper/contracts';

/** The columns of a message: a symbol with parameters, or the text of a row from before there were symbols. */
export interface WordColumns {
  readonly text: string | null;
  readonly symbol: string | null;
  /** JSON, for a jsonb column. */
  readonly params: string | null;
}

/** What jsonb does not take, though a text may have it. */
const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;

export const toColumns = (message: Message): WordColumns => ({
  text: null,
  symbol: message.symbol,
  params: JSON.stringify(message.params, storable),
});

/** A message as the API answers it: English, and what it can be rendered from in another language. */
export interface WordsView {
  readonly text: string;
  readonly symbol?: MessageSymbol;
  readonly params?: Message['params'];
}

export const wordsOf = (message: { readonly symbol: string; readonly params?: unknown }): WordsView => ({
  text: render(message),
  ...paramsOf(message.symbol, message.params),
});

/** Of stored columns; null where there is no message. A text is older than its symbol would be, and stays as it is. */
export const wordsOfColumns = (text: string | null, symbol: string | null, params: unknown): WordsView | null => {
  if (text !== null) return { text };
  return symbol === null ? null : wordsOf({ symbol, params });
};

/** As `message` with what it is made of. */
export const asMessage = ({ text, symbol, params }: WordsView) => ({
  message: text,
  ...(symbol ? { message_symbol: symbol, params: params ?? {} } : {}),
});

/** As `reason` with what it is made of. */
export const asReason = ({ text, symbol, params }: WordsView) => ({
  reason: text,
  ...(symbol ? { reason_symbol: symbol, params: params ?? {} } : {}),
});
