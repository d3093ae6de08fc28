import type { CommandBlock } from './commands.ts';
import { rewrite, shortText } from './rewrite.ts';
import type { Printed } from './shell.ts';
import { differences, parseSample, sameText } from './sample.ts';

/** A command of a document, and what the document says that it prints. */
export interface Command {
  /** Of the command in the document, from 1. */
  readonly line: number;
  readonly script: string;
  /** Null: the document shows nothing of it. */
  readonly prints: readonly string[] | null;
}

const PROMPT = '$ ';

const withoutEnd = (lines: readonly string[]): string[] => lines.join('\n').trimEnd().split('\n');

/** The commands of a block in their order; a script is one command that shows nothing. */
export const commandsOf = ({ language, line, body }: CommandBlock): Command[] => {
  if (language === 'sh') return [{ line: line + 1, script: body, prints: null }];
  const lines = body.split('\n');
  const starts = lines.flatMap((text, index) => (text.startsWith(PROMPT) ? [index] : []));
  return starts.map((start, index) => {
    const printed = withoutEnd(lines.slice(start + 1, starts[index + 1] ?? lines.length));
    return {
      line: line + 1 + start,
      script: (lines[start] ?? '').slice(PROMPT.length),
      prints: printed.length === 1 && printed[0] === '' ? [] : printed,
    };
  });
};

const STATUS = /^\s*\d{3}$/;
const DATE = /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d+ [A-Z][a-z]+ \d{4}\b/g;

const plain = (text: string): string =>
  text.replaceAll(DATE, 'DATE').replaceAll(/\d+/g, '0').replaceAll(/\s+/g, ' ').trim();

/** Whether a line is as shown: dates and numbers may differ, but not an HTTP status; `...` stands for any text. */
const sameLine = (shown: string, actual: string): boolean => {
  if (STATUS.test(shown)) return shown === actual;
  return sameText(plain(shown), plain(actual));
};

const isJson = (line: string): boolean => line.startsWith('{');

const lineProblems = (shown: string, actual: string | undefined): string[] => {
  if (actual === undefined) return [`does not print ${shown}`];
  if (isJson(shown) && isJson(actual)) return differences(parseSample(shown), JSON.parse(actual));
  return sameLine(shown, actual) ? [] : [`prints ${actual} instead of ${shown}`];
};

/** What differs between what a document shows of a command and what it printed. */
export const problemsOfOutput = ({ prints }: Command, { lines: actual, status }: Printed): string[] => {
  // What shows its output shows its failures too.
  if (prints === null) return status === '0' ? [] : [`ends with ${status}: ${actual.join('\n')}`];
  const problems = prints.flatMap((line, index) => lineProblems(line, actual[index]));
  return actual.length > prints.length
    ? [...problems, `prints more: ${actual.slice(prints.length).join('\n')}`]
    : problems;
};

/** What a document should show of a command that printed this. */
export const rewritten = ({ prints }: Command, actual: readonly string[]): string[] =>
  actual.map((line, index) => {
    const shown = prints?.[index];
    if (shown === undefined) return shortText(line);
    if (isJson(shown) && isJson(line)) return rewrite(parseSample(shown), JSON.parse(line));
    return sameLine(shown, line) ? shown : shortText(line);
  });
