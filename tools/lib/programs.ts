import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
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

/** Parsed files that programs share: what comes from packages and libraries. */
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

interface Project {
  readonly folder: string;
  readonly config: ts.ParsedCommandLine | undefined;
  /** What is wrong with its tsconfig.json so that nothing else is known. */
  readonly fatal: readonly ts.Diagnostic[];
}

const readProject = (folder: string): Project => {
  const fatal: ts.Diagnostic[] = [];
  const onFatal = { onUnRecoverableConfigFileDiagnostic: (one: ts.Diagnostic) => void fatal.push(one) };
  const file = join(ROOT, folder, 'tsconfig.json');
  return { folder, config: ts.getParsedCommandLineOfConfigFile(file, {}, { ...ts.sys, ...onFatal }), fatal };
};

/** Projects with the same options: one program checks them, and what they share once. */
export interface Group {
  readonly folders: readonly string[];
  readonly program: () => ts.Program | null;
  /** What `tsc -p` says of one of the projects; empty: nothing. */
  readonly errorsOf: (folder: string) => string;
}

const optionsOf = ({ config }: Project): string =>
  JSON.stringify(config ? { ...config.options, configFilePath: '' } : null);

const groupOf = (projects: readonly Project[]): Group => {
  const configs = projects.flatMap(({ config }) => config ?? []);
  let made: ts.Program | undefined;
  const program = (): ts.Program | null => {
    const [first] = configs;
    if (!first) return null;
    return (made ??= ts.createProgram({
      rootNames: configs.flatMap(({ fileNames }) => fileNames),
      options: first.options,
      host: sharingHost(first.options),
      configFileParsingDiagnostics: configs.flatMap(({ errors }) => errors),
    }));
  };
  const folders = projects.map(({ folder }) => folder);
  const folderOf = (file: ts.SourceFile | undefined): string | undefined =>
    folders.find((folder) => file?.fileName.startsWith(join(ROOT, folder) + sep)) ?? folders[0];
  let found: readonly ts.Diagnostic[] | undefined;
  const errorsOf = (wanted: string): string => {
    const checked = program();
    found ??= checked ? ts.getPreEmitDiagnostics(checked) : [];
    // What belongs to no project of the group, such as a wrong option, is told by the first.
    const errors = found.filter(({ file }) => folderOf(file) === wanted);
    const fatal = projects.find(({ folder }) => folder === wanted)?.fatal ?? [];
    return ts.formatDiagnostics([...fatal, ...errors], FORMAT);
  };
  return { folders, program, errorsOf };
};

/** The projects by their own tsconfig.json, as `tsc -p` reads it. */
export const groupsOf = (folders: readonly string[]): Group[] =>
  [...Map.groupBy(folders.map(readProject), optionsOf).values()].map(groupOf);
