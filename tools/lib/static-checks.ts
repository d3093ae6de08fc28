// Types and lint in one process: the rules that need types ask the programs that were checked already. Prints a line of
// JSON for each check; takes the names of those that are wanted.
import { spawnSync } from 'node:child_process';
import { ESLint } from 'eslint';
import type ts from 'typescript';
import { PATHS, ROOT } from './paths.ts';
import { groupsOf, typedFolders } from './programs.ts';

export interface StaticCheck {
  readonly name: string;
  readonly passed: boolean;
  /** Processor time, seconds. */
  readonly cpu: number;
  readonly output: string;
}

export const LINT = 'lint';
export const staticChecks = (): string[] => [...typedFolders().map((folder) => `types ${folder}`), LINT];

const FORMATTER = 'stylish';

/** What is wrong in files that match, by the rules of eslint.config.mjs; rules that need types ask `program`. */
const lintWith = async (program: ts.Program | null, patterns: string[], ignorePatterns: string[]): Promise<string> => {
  const eslint = new ESLint({
    cwd: ROOT,
    ignorePatterns,
    errorOnUnmatchedPattern: true,
    overrideConfig: {
      files: ['**/*.ts', '**/*.tsx'],
      languageOptions: { parserOptions: { projectService: false, programs: program ? [program] : [] } },
    },
  });
  const found = (await eslint.lintFiles(patterns)).filter(({ messages }) => messages.length > 0);
  return found.length === 0 ? '' : (await eslint.loadFormatter(FORMATTER)).format(found);
};

/** The rule about who may import whom reads nx's graph, and says nothing where there is none. */
const prepareGraph = (): string => {
  const { status, stderr } = spawnSync(PATHS.bin('nx'), ['show', 'projects'], { cwd: ROOT, encoding: 'utf8' });
  // It reads the graph again for each file unless the program is ESLint itself.
  process.argv[1] = PATHS.bin('eslint');
  return status === 0 ? '' : `nx cannot tell the projects:\n${stderr}`;
};

/** Processor time since the start of the process, seconds. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const tell = (name: string, output: string, spent: number): void => {
  const line: StaticCheck = { name, passed: output === '', cpu: spent, output };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** The checks with these names; a program is let go before the next one is made. */
const check = async (wanted: readonly string[]): Promise<void> => {
  const linting = wanted.includes(LINT);
  const folders = typedFolders().filter((folder) => linting || wanted.includes(`types ${folder}`));
  const lint: string[] = linting ? [prepareGraph()] : [];
  let linted = 0;
  for (const { folders: mine, program, errorsOf } of groupsOf(folders)) {
    for (const folder of mine) {
      const before = cpu();
      const errors = errorsOf(folder);
      if (wanted.includes(`types ${folder}`)) tell(`types ${folder}`, errors, cpu() - before);
    }
    if (!linting) continue;
    const before = cpu();
    lint.push(await lintWith(program(), [...mine], []));
    linted += cpu() - before;
  }
  if (!linting) return;
  lint.push(
    await lintWith(
      null,
      ['.'],
      folders.map((folder) => `${folder}/**`),
    ),
  );
  tell(LINT, lint.join(''), linted);
};

if (import.meta.main) await check(process.argv.slice(2));
