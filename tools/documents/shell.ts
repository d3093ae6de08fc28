import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';

/** Longer than any document takes; only a command that waits for what never comes takes this long. */
const LONGEST_MS = 150_000;
/** What a command printed, and its exit status. */
export interface Printed {
  readonly lines: readonly string[];
  readonly status: string;
}

/** No command prints this. */
const SEPARATOR = '\u001e';

/**
 * Runs commands one after another in one POSIX shell, in `folder`; resolves with what each of them printed and how it ended.
 * `prelude` comes first.
 */
export const runCommands = async (
  scripts: readonly string[],
  { folder, prelude, env }: { folder: string; prelude: string; env: NodeJS.ProcessEnv },
): Promise<Printed[]> => {
  const file = join(folder, 'commands.sh');
  const separated = scripts.map((script) => `${script}\nprintf '\\036%s\\036' $?\n`);
  writeFileSync(file, ['exec 2>&1', prelude, ...separated].join('\n'));
  const child = spawn('sh', [file], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const stuck = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), LONGEST_MS);
  const printed = await textOf(child.stdout);
  clearTimeout(stuck);
  const parts = printed.replaceAll('\r', '').split(SEPARATOR);
  return scripts.map((_, index) => {
    const text = (parts[2 * index] ?? '').trimEnd();
    return { lines: text === '' ? [] : text.split('\n'), status: parts[2 * index + 1] ?? 'none: it never ended' };
  });
};
