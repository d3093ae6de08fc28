import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './paths.ts';

/** Folders with a tsconfig.json. */
export const typedFolders = (): string[] =>
  ['apps', 'libs']
    .flatMap((group) => readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`))
    .concat('tools')
    .filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json')));

const FORMAT: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => ROOT,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

/** Parsed files that projects share: what comes from packages and libraries. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Options that change how a file is parsed or bound. */
const parsingOptions = ({ target, module, jsx, moduleDetection, strict }: ts.CompilerOptions): string =>
  JSON.stringify([target, module, jsx, moduleDetection, strict]);

const isShared = (file: string): boolean => file.includes('/node_modules/') || file.startsWith(join(ROOT, 'libs'));

const sharingHost = (options: ts.CompilerOptions): ts.CompilerHost => {
  // Lint rules walk from a node to its parent.
  const host = ts.createCompilerHost(options, true);
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (file, how, ...rest) => {
    if (!isShared(file)) return parse(file, how, ...rest);
    const key = `${parsingOptions(options)} ${JSON.stringify(how)} ${file}`;
    if (!parsed.has(key)) parsed.set(key, parse(file, how, ...rest));
    return parsed.get(key);
  };
  return host;
};

export interface Checked {
  readonly program: ts.Program | null;
  /** What `tsc -p` says of the project; empty: nothing. */
  readonly errors: string;
}

/** Checks a project by its own tsconfig.json, as `tsc -p` does. */
export const checkTypes = (folder: string): Checked => {
  const fatal: ts.Diagnostic[] = [];
  const onFatal = { onUnRecoverableConfigFileDiagnostic: (one: ts.Diagnostic) => void fatal.push(one) };
  const config = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, folder, 'tsconfig.json'),
    {},
    { ...ts.sys, ...onFatal },
  );
  if (!config) return { program: null, errors: ts.formatDiagnostics(fatal, FORMAT) };
  const { options, fileNames: rootNames, errors: configFileParsingDiagnostics } = config;
  const host = sharingHost(options);
  const program = ts.createProgram({ rootNames, options, host, configFileParsingDiagnostics });
  return { program, errors: ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), FORMAT) };
};
