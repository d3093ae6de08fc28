import type { PlannedRound } from './plan.ts';
import type { Round } from './round.ts';

/** Maximum time after a kill until every job continues by itself, milliseconds. */
export const RECOVERY_MS = 30_000;
/** Maximum entries shown of a long list. */
const SHOWN = 10;

export type Row = PlannedRound & Round;

const slowest = ({ disturbed }: Round): number => Math.max(0, ...disturbed.map(({ recoveryMs }) => recoveryMs));
const count = ({ disturbed }: Round, kind: 'kill' | 'freeze'): number =>
  disturbed.filter((one) => one.kind === kind).length;
const hit = ({ disturbed }: Round): number => disturbed.reduce((sum, { inFlight }) => sum + inFlight, 0);

const HEAD = [
  'design',
  'workers',
  'jobs',
  'actions',
  'kills',
  'freezes',
  'in flight',
  'done twice',
  'lost',
  'slowest recovery',
];

/** The rounds as a table of Markdown. */
export const tableOf = (rows: readonly Row[]): string => {
  const cells = rows.map((row) => [
    row.design,
    String(row.workers),
    String(row.jobs),
    String(row.actions),
    String(count(row, 'kill')),
    String(count(row, 'freeze')),
    String(hit(row)),
    String(row.twice.length),
    String(row.lost.length),
    `${(slowest(row) / 1000).toFixed(1)} s`,
  ]);
  const widths = HEAD.map((head, column) => Math.max(head.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const line = (texts: readonly string[]) => `| ${texts.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
};

const some = (what: string, list: readonly string[]): string[] =>
  list.length === 0
    ? []
    : [`${what}: ${list.slice(0, SHOWN).join('; ')}${list.length > SHOWN ? `; and ${list.length - SHOWN} more` : ''}`];

const faultsOfProduct = (row: Row): string[] => {
  const late = row.disturbed.filter(({ recoveryMs }) => recoveryMs > RECOVERY_MS);
  return [
    ...some('done twice', row.twice),
    ...some('lost', row.lost),
    ...some('wrong', row.faults),
    ...some(
      'not within 30 s',
      late.map(({ kind, recoveryMs }) => `${kind}, ${(recoveryMs / 1000).toFixed(1)} s`),
    ),
  ].map((fault) => `The product with ${row.workers === 1 ? 'one worker' : `${row.workers} workers`}: ${fault}.`);
};

/** What is wrong, in sentences; nothing where the product did right and every broken design was caught. */
export const faultsOf = (rows: readonly Row[]): string[] =>
  rows.flatMap((row) => {
    if (row.design === 'product') return faultsOfProduct(row);
    return row.twice.length > 0
      ? []
      : [`The design ${row.design} is broken and was not caught: the harness proves nothing.`];
  });

/** The same where there is nothing wrong, as far as these rounds say. */
export const praiseOf = (rows: readonly Row[]): string => {
  const caught = rows.filter(({ design }) => design !== 'product').map(({ design }) => design);
  return [
    ...(caught.length < rows.length ? ['The product did nothing twice and lost nothing.'] : []),
    ...(caught.length > 0 ? [`Caught, as it should be: ${caught.join(', ')}.`] : []),
  ].join(' ');
};
