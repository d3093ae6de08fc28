import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csvRow } from './csv.ts';

/** Rows that a download holds in memory at a time. */
const CHUNK = 1_000;

/** Reads at most `limit` rows behind a key; null: from the first. */
export type ReadRows<Row> = (limit: number, after: string | null) => Promise<readonly Row[]>;

/** Page after page until there are no more. An error breaks off, so that a part is not taken for the whole. */
const pages = async function* <Row extends { readonly id: string }>(
  read: ReadRows<Row>,
  first: readonly Row[],
): AsyncGenerator<readonly Row[]> {
  let rows = first;
  for (;;) {
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (rows.length < CHUNK || !last) return;
    rows = await read(CHUNK, last.id);
  }
};

const csv = async function* <Row extends { readonly id: string }>(
  read: ReadRows<Row>,
  first: readonly Row[],
  columns: readonly string[],
  cellsOf: (row: Row) => ReadonlyArray<string | number | null>,
): AsyncGenerator<string> {
  yield csvRow(columns);
  for await (const rows of pages(read, first)) yield rows.map((row) => csvRow(cellsOf(row))).join('');
};

const json = async function* <Row extends { readonly id: string }, View>(
  read: ReadRows<Row>,
  first: readonly Row[],
  toView: (row: Row) => View,
): AsyncGenerator<string> {
  let between = '[';
  for await (const rows of pages(read, first)) {
    yield rows.map((row) => `${between}${((between = ',\n'), JSON.stringify(toView(row)))}`).join('');
  }
  yield between === '[' ? '[]\n' : ']\n';
};

/** The pieces of a file of rows, as they are read from the database. */
export interface Download {
  readonly type: string;
  readonly name: string;
  readonly pieces: AsyncIterable<string>;
}

/** A file with a row for each; the first page is read before anything is sent, so that a refusal is an answer. */
export const csvDownload = async <Row extends { readonly id: string }>(
  name: string,
  read: ReadRows<Row>,
  columns: readonly string[],
  cellsOf: (row: Row) => ReadonlyArray<string | number | null>,
): Promise<Download> => ({
  type: 'text/csv; charset=utf-8; header=present',
  name: `${name}.csv`,
  pieces: csv(read, await read(CHUNK, null), columns, cellsOf),
});

/** A file with one JSON list; as `csvDownload`. */
export const jsonDownload = async <Row extends { readonly id: string }, View>(
  name: string,
  read: ReadRows<Row>,
  toView: (row: Row) => View,
): Promise<Download> => ({
  type: 'application/json; charset=utf-8',
  name: `${name}.json`,
  pieces: json(read, await read(CHUNK, null), toView),
});

/** Sends it as a file; to HEAD without its content. */
export const sendDownload = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { type, name, pieces }: Download,
): Promise<void> => {
  await reply
    .header('Content-Type', type)
    .header('Content-Disposition', `attachment; filename="${name}"`)
    .header('Cache-Control', 'no-store')
    .send(Readable.from(request.method === 'HEAD' ? [] : pieces));
};
