// Types and lint in one process: the rules that need types ask the programs that were checked already. Prints a line of
// JSON for each check; takes the names of those that are wanted.
import { spawnSync } from 'node:child_process';
import { ESLint } from 'eslint';
import type ts from 'typescript';
import { PATHS, ROOT } from './paths.ts';
import { checkTypes, typedFolders } from './programs.ts';

export interface StaticCheck {
  readonly name: string;
  readonly passed: boolean;
  /** Processor time, seconds. */
  readonly cpu: number;
  readonly output: string;
}

export const LINT = 'lint';
export const staticChecks = (): string[] => [...typedFolders().map((folder) => `types ${folder}`), LINT];

const lint = async (programs: readonly ts.Program[]): Promise<string> => {
  // The rule about who may import whom reads nx's graph, and says nothing where there is none.
  const { status, stderr } = spawnSync(PATHS.bin('nx'), ['show', 'projects'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) return `nx cannot tell the projects:\n${stderr}`;
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfig: {
      files: ['**/*.ts', '**/*.tsx'],
      languageOptions: { parserOptions: { projectService: false, programs } },
    },
  });
  const found = (await eslint.lintFiles('.')).filter(({ messages }) => messages.length > 0);
  return found.length === 0 ? '' : (await eslint.loadFormatter('stylish')).format(found);
};

const report = async (name: string, check: () => string | Promise<string>): Promise<void> => {
  const before = process.cpuUsage();
  const output = await check();
  const { user, system } = process.cpuUsage(before);
  const line: StaticCheck = { name, passed: output === '', cpu: (user + system) / 1e6, output };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  const programs: ts.Program[] = [];
  for (const folder of typedFolders()) {
    const name = `types ${folder}`;
    if (!wanted.includes(name) && !wanted.includes(LINT)) continue;
    const check = (): string => {
      const { program, errors } = checkTypes(folder);
      if (program) programs.push(program);
      return errors;
    };
    await (wanted.includes(name) ? report(name, check) : check());
  }
  if (wanted.includes(LINT)) await report(LINT, () => lint(programs));
}
