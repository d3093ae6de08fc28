import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes } from '@pacekeeper/contracts';
import { format, resolveConfig } from 'prettier';
import { PATHS, ROOT } from '../lib/paths.ts';
import { commandBlocks, problemsOfCommands, WALKS } from './commands.ts';
import { type Described, problemsOfConfiguration } from './configuration.ts';
import { problemsOfDecisions } from './decisions.ts';
import { documents, linksOf, textOf } from './markdown.ts';
import { withRouteTable } from './route-table.ts';
import { problemsOfSymbols, problemsOfText } from './texts.ts';

export const API_DOCUMENT = 'docs/api.md';
const CONFIGURATION = 'docs/configuration.md';
const DECISIONS = 'docs/decisions';

/** The variables of the API as its schema says them. */
const variables = (): Record<string, Described> => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', PATHS.describeConfig], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the variables cannot be told:\n${stderr}`);
  return JSON.parse(stdout) as Record<string, Described>;
};

/** The API's document as it must be: with the routes of the contracts in it. */
export const writtenApi = async (): Promise<string> => {
  const options = await resolveConfig(join(ROOT, API_DOCUMENT));
  return format(withRouteTable(textOf(API_DOCUMENT), allRoutes), { ...options, filepath: API_DOCUMENT });
};

const decisionsHere = (): Map<string, string> =>
  new Map(
    readdirSync(join(ROOT, DECISIONS))
      .filter((name) => /^\d{4}-.*\.md$/.test(name))
      .map((name) => [name, textOf(`${DECISIONS}/${name}`)]),
  );

/** What only one document has to hold. */
const OWN: Readonly<Record<string, (text: string) => string[] | Promise<string[]>>> = {
  [API_DOCUMENT]: async (text) => [
    ...problemsOfSymbols(text),
    ...((await writtenApi()) === text
      ? []
      : ['has other routes than libs/contracts/src/routes: npm run docs -- write']),
  ],
  [CONFIGURATION]: (text) => problemsOfConfiguration(text, variables()),
  [`${DECISIONS}/README.md`]: (text) => problemsOfDecisions(text, decisionsHere()),
};

/** What is wrong with one document. */
export const problemsOf = async (path: string): Promise<string[]> => {
  const text = textOf(path);
  return [...problemsOfText(path, text), ...problemsOfCommands(path, text), ...((await OWN[path]?.(text)) ?? [])];
};

export interface Report {
  /** What was looked at, in lines for a person. */
  readonly figures: readonly string[];
  readonly problems: readonly string[];
}

/** Holds all documents against the repository. */
export const checkDocuments = async (): Promise<Report> => {
  const problems: string[] = [];
  for (const path of documents()) for (const problem of await problemsOf(path)) problems.push(`${path} ${problem}`);
  const texts = documents().map((path) => [path, textOf(path)] as const);
  const blocks = texts.flatMap(([path, text]) => commandBlocks(text).map((block) => ({ path, ...block })));
  const unrun = blocks.filter(({ mark }) => mark?.kind === 'not run');
  const inWalks = blocks.filter(({ path, mark }) => mark === null && (WALKS as readonly string[]).includes(path));
  return {
    figures: [
      `documents       ${texts.length}, with ${texts.flatMap(([, text]) => linksOf(text)).length} links`,
      `routes          ${allRoutes.length}`,
      `command blocks  ${blocks.length}: ${inWalks.length} run in order, ${unrun.length} with a reason why not`,
    ],
    problems,
  };
};
