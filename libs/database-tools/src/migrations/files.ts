import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseToolsError, messageOf } from '../errors.ts';

const namePattern = /^(\d{4})_[a-z0-9_]+\.sql$/;

// As node-pg-migrate finds them: a comment that begins with the words. Without both it would take the wrong half.
const marker = (direction: 'up' | 'down'): RegExp => new RegExp(`^\\s*--[\\s-]*${direction}\\s+migration`, 'gim');

const invalid = (file: string, what: string): DatabaseToolsError =>
  new DatabaseToolsError('MIGRATION_INVALID', `The migration ${file} ${what}.`);

/** What is wrong with a migration's text; undefined when nothing is. Pure. */
export const textProblem = (text: string): string | undefined => {
  const ups = [...text.matchAll(marker('up'))];
  const downs = [...text.matchAll(marker('down'))];
  const [up, down] = [ups[0], downs[0]];
  if (up === undefined || down === undefined) return 'needs one line "-- Up Migration" and one "-- Down Migration"';
  if (ups.length > 1 || downs.length > 1) return 'says "-- Up Migration" or "-- Down Migration" more than once';
  return up.index < down.index ? undefined : 'has its down part before its up part';
};

/**
 * The names (file names without `.sql`) of a folder's migrations, in the order in which they run. Files that are not
 * `.sql` are not looked at. Throws MIGRATION_INVALID for a folder that cannot be read, a name other than
 * `0000_lower_case.sql`, a number that occurs twice, or a text without both parts.
 */
export const migrationNames = (directory: string): string[] => {
  let files: string[];
  try {
    files = readdirSync(directory).filter((file) => file.endsWith('.sql') && !file.startsWith('.'));
  } catch (error) {
    throw new DatabaseToolsError('MIGRATION_INVALID', `The migrations cannot be read: ${messageOf(error)}`, error);
  }
  const numbers = new Set<string>();
  for (const file of files) {
    const number = namePattern.exec(file)?.[1];
    if (number === undefined) throw invalid(file, 'is not named like 0001_lower_case.sql');
    if (numbers.has(number)) throw invalid(file, 'has a number that another one has too');
    numbers.add(number);
    const problem = textProblem(readFileSync(join(directory, file), 'utf8'));
    if (problem !== undefined) throw invalid(file, problem);
  }
  return files.sort().map((file) => file.slice(0, -'.sql'.length));
};
