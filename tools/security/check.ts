import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import { ASVS_ROWS, type AsvsLevel } from './asvs-rows.ts';
import {
  compareGaps,
  compareRows,
  compareSum,
  countStatuses,
  namedFiles,
  readRows,
  type Reference,
  type Row,
  sectionOf,
  STATUSES,
} from './document.ts';
import { names, testTitles, type TestTitle } from './test-titles.ts';

const DOCUMENT = 'docs/security.md';
const TABLES = 'docs/security-asvs.md';
const GAPS = 'What is not met, and why';

export interface Report {
  /** What there is, in lines for a person. */
  readonly figures: readonly string[];
  readonly problems: readonly string[];
}

const there = (path: string): boolean =>
  !normalize(path).startsWith('..') && !/(^|\/)(node_modules|dist)\//.test(path) && existsSync(join(ROOT, path));

/** Looks references up; each spec is read once. */
class Lookup {
  private readonly specs = new Map<string, readonly TestTitle[]>();

  /** What is wrong with a reference; null: nothing. */
  problem({ path, titles }: Reference): string | null {
    if (!there(path)) return `names ${path}, which is not there`;
    if (titles.length === 0) return null;
    return names(titles, this.titlesOf(path)) ? null : `names the test "${titles.join(' › ')}", which ${path} lacks`;
  }

  private titlesOf(path: string): readonly TestTitle[] {
    const known = this.specs.get(path) ?? testTitles(readFileSync(join(ROOT, path), 'utf8'), path);
    this.specs.set(path, known);
    return known;
  }
}

const figuresOf = (rows: readonly Row[]): string[] => {
  const ofLevel = (level: AsvsLevel) => countStatuses(rows.filter((row) => row.level === level));
  const [one, two, all] = [ofLevel(1), ofLevel(2), countStatuses(rows)];
  const references = rows.flatMap((row) => row.references);
  const tests = references.filter(({ titles }) => titles.length > 0);
  const distinct = (some: readonly Reference[]) =>
    new Set(some.map((ref) => [ref.path, ...ref.titles].join('\n'))).size;
  return [
    `rows            ${rows.length} of ${ASVS_ROWS.size}`,
    ...STATUSES.map(
      (status) => `${status.padEnd(15)} ${all[status]} (level 1: ${one[status]}, level 2: ${two[status]})`,
    ),
    `named as proof  ${distinct(tests)} tests, ${distinct(references) - distinct(tests)} files`,
  ];
};

const brokenLinks = (document: string): string[] => {
  const { links, paths } = namedFiles(readFileSync(join(ROOT, document), 'utf8'));
  const places = [...links.map((link) => join(dirname(document), link)), ...paths];
  return [...new Set(places)]
    .filter((path) => !there(path))
    .map((path) => `${document} names ${path}, which is not there`);
};

/** Holds the document on security against the repository. */
export const checkDocument = (): Report => {
  const tables = readFileSync(join(ROOT, TABLES), 'utf8');
  const { rows, problems } = readRows(tables);
  const lookup = new Lookup();
  const broken = rows.flatMap(({ id, references }) =>
    references.flatMap((reference) => {
      const problem = lookup.problem(reference);
      return problem === null ? [] : [`${id} ${problem}`];
    }),
  );
  return {
    figures: figuresOf(rows),
    problems: [
      ...problems,
      ...compareRows(rows, ASVS_ROWS),
      ...broken,
      ...compareSum(tables, rows),
      ...compareGaps(sectionOf(readFileSync(join(ROOT, DOCUMENT), 'utf8'), GAPS), rows),
      ...brokenLinks(DOCUMENT),
      ...brokenLinks(TABLES),
    ],
  };
};
