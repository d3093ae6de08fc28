/** How far a row of the standard is met. */
export const STATUSES = ['met', 'partly', 'not met', 'does not apply'] as const;
export type Status = (typeof STATUSES)[number];

/** A file or folder of the repository; with titles, a group of tests or a test in it, outermost first. */
export interface Reference {
  readonly path: string;
  readonly titles: readonly string[];
}

export interface Row {
  readonly id: string;
  readonly level: number;
  readonly status: Status;
  readonly references: readonly Reference[];
}

export interface Reading {
  readonly rows: readonly Row[];
  readonly problems: readonly string[];
}

const COLUMNS = ['row', 'level', 'asks', 'status', 'how, or why not', 'evidence'] as const;
const NOTHING = '–';
const BETWEEN = ' › ';
const UNESCAPED_PIPE = /(?<!\\)\|/;
const IS_ROW = /^\|\s*V\d/;
const REFERENCE = /^`([^`]+)`$/;

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(UNESCAPED_PIPE)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'));

const referenceOf = (text: string): Reference | null => {
  const [, inside] = REFERENCE.exec(text) ?? [];
  const [path = '', ...titles] = (inside ?? '').split(BETWEEN);
  return path === '' || titles.includes('') ? null : { path, titles };
};

/** What a row says that it must not, or lacks; `say` puts the id in front. */
const readRow = (line: string, say: (id: string, what: string) => void): Row | null => {
  const cells = cellsOf(line);
  const [id = '', level = '', asks = '', status = '', why = '', evidence = ''] = cells;
  if (cells.length !== COLUMNS.length) {
    say(id, `has ${cells.length} cells instead of ${COLUMNS.length}`);
    return null;
  }
  if (!STATUSES.some((one) => one === status)) {
    say(id, `has the status "${status}", which is none of: ${STATUSES.join(', ')}`);
    return null;
  }
  if (asks === '' || why === '') say(id, 'does not say what it asks, or how it is met');
  const texts = evidence === NOTHING ? [] : evidence.split('<br>').map((one) => one.trim());
  const references = texts.flatMap((text) => {
    const reference = referenceOf(text);
    if (!reference) say(id, `has evidence that is no reference: ${text || 'nothing'}`);
    return reference ? [reference] : [];
  });
  if (references.length === 0 && (status === 'met' || status === 'partly')) say(id, `is ${status} and shows nothing`);
  return { id, level: Number(level), status: status as Status, references };
};

/**
 * The rows of the tables in a Markdown document, each `| id | level | asks | status | why | evidence |`. Evidence is
 * `–`, or references in backticks with `<br>` between: `path`, or `path › title › title` for a test.
 */
export const readRows = (text: string): Reading => {
  const problems: string[] = [];
  const say = (id: string, what: string) => problems.push(`${id || 'a row'} ${what}`);
  const rows = text
    .split('\n')
    .filter((line) => IS_ROW.test(line))
    .flatMap((line) => readRow(line, say) ?? []);
  return { rows, problems };
};

/** What is wrong with the rows as a whole: missing, several times, unknown, of another level. */
export const compareRows = (rows: readonly Row[], wanted: ReadonlyMap<string, number>): string[] => {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { id, level } of rows) {
    const expected = wanted.get(id);
    if (expected === undefined) problems.push(`${id} is no row of the list`);
    else if (expected !== level) problems.push(`${id} is of level ${expected}, not ${level}`);
    if (seen.has(id)) problems.push(`${id} stands there twice`);
    seen.add(id);
  }
  for (const id of wanted.keys()) if (!seen.has(id)) problems.push(`${id} is missing`);
  return problems;
};

export type Counts = Readonly<Record<Status, number>>;

export const countStatuses = (rows: readonly Row[]): Counts => {
  const counts = { met: 0, partly: 0, 'not met': 0, 'does not apply': 0 };
  for (const { status } of rows) counts[status] += 1;
  return counts;
};

const SUM = /^(\d+) rows: (\d+) met, (\d+) partly, (\d+) not met, (\d+) do not apply\.$/m;

/** What is wrong with the sentence that sums the tables up. */
export const compareSum = (text: string, rows: readonly Row[]): string[] => {
  const [, ...said] = SUM.exec(text) ?? [];
  const counts = countStatuses(rows);
  const there = [rows.length, ...STATUSES.map((status) => counts[status])];
  if (said.length === 0) return ['the sentence that sums the tables up is missing'];
  return said.join() === there.join() ? [] : [`the sums say ${said.join(', ')}; the tables hold ${there.join(', ')}`];
};

const ID = /\bV\d+\.\d+\.\d+\b/g;

/** What is wrong with the list of gaps: it names every row that is partly or not met, and no other. */
export const compareGaps = (section: string, rows: readonly Row[]): string[] => {
  const named = new Set(section.match(ID) ?? []);
  const open = new Set(rows.filter(({ status }) => status === 'partly' || status === 'not met').map(({ id }) => id));
  return [
    ...[...open].filter((id) => !named.has(id)).map((id) => `${id} is not in the list of what is not met`),
    ...[...named].filter((id) => !open.has(id)).map((id) => `${id} is in the list of what is not met, and is no gap`),
  ];
};

/** The text under a heading of the second level, up to the next one; empty where there is no such heading. */
export const sectionOf = (text: string, heading: string): string => {
  const [, after = ''] = `\n${text}`.split(`\n## ${heading}\n`);
  return after.split('\n## ', 1)[0] ?? '';
};

const LINK = /\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g;
const CODE = /`([^`\n]+)`/g;
const PLACE = /^(?:apps|libs|tools|docs|docker|migrations)\/[\w./@-]+$/;

/** Every file that a document names elsewhere than as evidence: links, from its folder, and paths in backticks. */
export const namedFiles = (text: string): { readonly links: readonly string[]; readonly paths: readonly string[] } => ({
  links: [...text.matchAll(LINK)].map(([, link]) => link ?? ''),
  paths: [...text.matchAll(CODE)].flatMap(([, code = '']) => (PLACE.test(code) ? [code] : [])),
});
