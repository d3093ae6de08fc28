import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import { commandBlocks } from './commands.ts';
import { textOf } from './markdown.ts';
import { type Printed, runCommands } from './shell.ts';
import { type Command, commandsOf, problemsOfOutput, rewritten } from './transcript.ts';

/** An installation to walk through, as a document writes it and as it is. */
export interface Installation {
  readonly port: number;
  readonly dataDir: string;
}

/** A zone in which it is noon, so that no day ends during the walk and working hours are the same whenever it is run. */
const zoneAtNoon = (now: Date): string => {
  const hour = (timeZone: string) => new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' }).format(now);
  const zone = Intl.supportedValuesOf('timeZone').find((one) => hour(one) === '12');
  if (zone === undefined) throw new Error('there is no zone in which it is noon');
  return zone;
};

/** What a document says for what differs from one installation to the next. */
const spellings = ({ port, dataDir }: Installation): ReadonlyArray<readonly [shown: string, real: string]> => [
  ['localhost:3000', `localhost:${port}`],
  ['/tmp/verify', dataDir],
  ['Europe/Berlin', zoneAtNoon(new Date())],
];

const SQL = 'sql() {';

/** The commands `npm run` and `sql` for a shell in another folder than the checkout. */
export const prelude = (): string => {
  const [sql] = commandBlocks(textOf('docs/runbook.md')).filter(({ body }) => body.startsWith(SQL));
  if (!sql) throw new Error('the runbook has no function sql');
  return [
    `in_checkout() { (cd "$CHECKOUT" && "$@"); }`,
    'npm() { tool=$2; shift 2; [ "$1" = -- ] && shift; in_checkout node "tools/$tool.ts" "$@"; }',
    sql.body.replace(SQL, 'sql_here() {'),
    'sql() { in_checkout sql_here "$1"; }',
  ].join('\n');
};

const replaceAll = (text: string, pairs: ReadonlyArray<readonly [string, string]>): string =>
  pairs.reduce((before, [from, to]) => before.replaceAll(from, to), text);

const commandsIn = (path: string): Command[] =>
  commandBlocks(textOf(path))
    .filter(({ mark }) => mark === null)
    .flatMap(commandsOf);

/** Puts what the commands printed into the document. */
const write = (path: string, commands: readonly Command[], outputs: readonly Printed[]): void => {
  const lines = textOf(path).split('\n');
  for (const [index, command] of [...commands.entries()].toReversed()) {
    if (command.prints !== null)
      lines.splice(command.line, command.prints.length, ...rewritten(command, outputs[index]?.lines ?? []));
  }
  writeFileSync(join(ROOT, path), lines.join('\n'));
};

/** The one-time password of the first administrator, while it is of use. */
const firstPassword = (dataDir: string): string => {
  const file = join(dataDir, 'first-admin-password');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
};

/**
 * Runs the commands of a document in their order and resolves with what differs from what it shows. With
 * `writing`, the document is given what they printed.
 */
export const walk = async (path: string, installation: Installation, writing: boolean): Promise<string[]> => {
  const pairs = spellings(installation);
  const commands = commandsIn(path);
  const first = `FIRST='${firstPassword(installation.dataDir)}'`;
  const scripts = commands.map(({ script }) => replaceAll(script, pairs).replace(/^FIRST='.*'$/m, first));
  const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-walk-'));
  try {
    const printed = await runCommands(scripts, {
      folder,
      prelude: prelude(),
      env: { ...process.env, NODE_OPTIONS: '', CHECKOUT: ROOT, DATA_DIR: installation.dataDir },
    });
    const shown = pairs.map(([name, real]) => [real, name] as const);
    const outputs = printed.map(({ lines, status }) => ({
      lines: lines.map((line) => replaceAll(line, shown)),
      status,
    }));
    if (writing) write(path, commands, outputs);
    return commands.flatMap((command, index) => {
      const output = outputs[index];
      const problems = output ? problemsOfOutput(command, output) : [];
      return problems.map((problem) => `${path}:${command.line} ${problem}`);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
