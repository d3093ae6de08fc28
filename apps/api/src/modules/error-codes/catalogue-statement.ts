import { ERROR_SYMBOLS, errorEntry } from '@pacekeeper/contracts';

/** Writes the catalogue into `error_codes` and removes what the code no longer has; one statement and its values. */
export const catalogueStatement = (): { text: string; values: unknown[] } => {
  const rows = ERROR_SYMBOLS.map((symbol) => ({ symbol, ...errorEntry(symbol) }));
  return {
    text: `
      WITH given AS (
        SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (
          code text, symbol text, module text, severity text, status int, title text, message text, cause text,
          side text, steps text[], clears_by_itself boolean)
      ), gone AS (
        DELETE FROM error_codes e WHERE NOT EXISTS (SELECT FROM given g WHERE g.code = e.code)
      )
      INSERT INTO error_codes
        (code, symbol, module, severity, http_status, title, message, cause, side, steps, clears_by_itself)
      SELECT code, symbol, module, severity, status, title, message, cause, side, steps, clears_by_itself FROM given
      ON CONFLICT (code) DO UPDATE SET
        symbol = excluded.symbol, module = excluded.module, severity = excluded.severity,
        http_status = excluded.http_status, title = excluded.title, message = excluded.message,
        cause = excluded.cause, side = excluded.side, steps = excluded.steps,
        clears_by_itself = excluded.clears_by_itself`,
    values: [JSON.stringify(rows)],
  };
};
