import { symbolOfCode } from '@pacekeeper/contracts';
import { wordsOfColumns } from '../../platform/words/stored-words.ts';

type Row = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const read = (text: unknown, symbol: unknown, params: unknown): string | null =>
  wordsOfColumns(textOf(text), textOf(symbol), params)?.text ?? null;

const symbolOf = (code: unknown): string | null => (typeof code === 'string' ? symbolOfCode(code) : null);

const lastError = (row: Row) => ({
  last_error_message: read(row['last_error_message'], symbolOf(row['last_error_code']), row['last_error_params']),
});

/** The tables whose rows store symbols: what a person reads in their place. */
const WORDS: Readonly<Record<string, (row: Row) => Row>> = {
  activity_logs: (row) => ({ message: read(row['message'], row['message_symbol'], row['params']) }),
  bot_jobs: (row) => ({
    waiting_reason: read(row['waiting_reason'], row['waiting_symbol'], row['waiting_params']),
    ...lastError(row),
  }),
  user_bot_status: lastError,
};

/** A row as a person reads it: English beside the symbols that are stored. */
export const withWords = (table: string, row: Row): Row => ({ ...row, ...WORDS[table]?.(row) });
